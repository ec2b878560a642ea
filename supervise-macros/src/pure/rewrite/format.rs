//! Format strings: each argument is checked for the trait that its placeholder asks of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, LitStr, Token};

use super::macros::with_end;
use super::{Rewriter, site};

/// What stands behind the name of a formatting macro.
pub(super) struct Arguments {
    text: Option<LitStr>,
    /// There was something, but no literal.
    no_literal: bool,
    list: Vec<(Option<Ident>, Expr)>,
}

impl Arguments {
    pub(super) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self {
            text: None,
            no_literal: false,
            list: Vec::new(),
        };
        if input.is_empty() {
            return Ok(arguments);
        }
        if !input.peek(LitStr) {
            input.parse::<TokenStream>()?;
            arguments.no_literal = true;
            return Ok(arguments);
        }
        arguments.text = Some(input.parse()?);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = if input.peek(Ident::peek_any)
                && input.peek2(Token![=])
                && !input.peek2(Token![==])
            {
                let name = input.call(Ident::parse_any)?;
                input.parse::<Token![=]>()?;
                Some(name)
            } else {
                None
            };
            arguments.list.push((name, input.parse()?));
        }
        Ok(arguments)
    }
}

/// One `{..}`: which argument, and the guard that it needs.
struct Placeholder {
    argument: Which,
    guard: Option<&'static str>,
}

#[derive(PartialEq)]
enum Which {
    Position(usize),
    Name(String),
}

impl Rewriter<'_> {
    /// The arguments, each behind the guards of its placeholders.
    pub(super) fn format(&mut self, arguments: &Arguments, name: &Ident, end: &str) -> TokenStream {
        if arguments.no_literal {
            return self.refuse(
                name,
                format!("the text of `{name}!` has to be a literal"),
                "write it out: `\"{}\"`",
            );
        }
        let Some(text) = &arguments.text else {
            return match end {
                "" => TokenStream::new(),
                end => quote!(#end),
            };
        };
        let placeholders = match placeholders(&text.value()) {
            Ok(placeholders) => placeholders,
            Err(Unread::Pointer) => {
                return self.refuse(
                    text,
                    "an address is not the same in every run",
                    "show the value: `{}` or `{:?}`",
                );
            }
            Err(Unread::Malformed) => {
                return self.refuse(
                    text,
                    "this format string is not understood",
                    "write it as `std::fmt` shows",
                );
            }
        };
        // What is captured is handed over behind these, and would be taken for it.
        let beyond = |placeholder: &Placeholder| matches!(placeholder.argument, Which::Position(at) if at >= arguments.list.len());
        if placeholders.iter().any(beyond) {
            return self.refuse(
                text,
                "there are fewer arguments than the format string shows",
                "hand a value over for each `{}`, or name it: `{value}`",
            );
        }
        let mut output = Vec::new();
        let mut given = Vec::new();
        for (i, (key, value)) in arguments.list.iter().enumerate() {
            let is = |which: &Which| match which {
                Which::Position(at) => *at == i,
                Which::Name(at) => key.as_ref().is_some_and(|key| key.unraw() == at.as_str()),
            };
            let guards = guards(&placeholders, is);
            let value = self.expr(value);
            let value = self.guarded(&quote!((#value)), &guards, value_span(&value, name));
            output.push(match key {
                Some(key) => quote!(#key = #value),
                None => value,
            });
            given.extend(key.as_ref().map(|key| key.unraw().to_string()));
        }
        for placeholder in &placeholders {
            let Which::Name(key) = &placeholder.argument else {
                continue;
            };
            if given.contains(key) {
                continue;
            }
            given.push(key.clone());
            let Some(ident) = captured(key, text.span()) else {
                return self.refuse(
                    text,
                    format!("`{key}` can't stand in a format string"),
                    "show a local name, or hand the value over: `\"{}\", value`",
                );
            };
            let value = self.expr(&syn::parse_quote!(#ident));
            let guards = guards(&placeholders, |which| *which == Which::Name(key.clone()));
            let value = self.guarded(&value, &guards, text.span());
            output.push(quote!(#ident = #value));
        }
        let text = with_end(text, end);
        quote!(#text #(, #output)*)
    }

    fn guarded(&self, value: &TokenStream, guards: &[&str], at: Span) -> TokenStream {
        let Some((first, rest)) = guards.split_first() else {
            return value.clone();
        };
        let guard = self.guard(first, at);
        let mut guarded = quote_spanned!(site(at)=> #guard(&#value));
        for name in rest {
            let guard = self.guard(name, at);
            guarded = quote_spanned!(site(at)=> #guard(#guarded));
        }
        // What is looked at is the value itself, so that it is formatted as it would be unmarked.
        quote_spanned!(site(at)=> *#guarded)
    }
}

/// The local name that a format string means: a keyword is a raw one.
fn captured(name: &str, at: Span) -> Option<Ident> {
    let parsed = Ident::parse_any.parse_str(name).ok()?;
    Some(match name {
        "self" => Ident::new(name, at),
        "Self" | "crate" | "super" | "_" => return None,
        _ if syn::parse_str::<Ident>(name).is_err() => Ident::new_raw(name, at),
        _ => {
            let mut ident = parsed;
            ident.set_span(at);
            ident
        }
    })
}

fn value_span(value: &TokenStream, name: &Ident) -> Span {
    value
        .clone()
        .into_iter()
        .next()
        .map_or_else(|| name.span(), |token| token.span())
}

fn guards(placeholders: &[Placeholder], is: impl Fn(&Which) -> bool) -> Vec<&'static str> {
    let mut guards = Vec::new();
    for placeholder in placeholders.iter().filter(|found| is(&found.argument)) {
        if let Some(guard) = placeholder.guard
            && !guards.contains(&guard)
        {
            guards.push(guard);
        }
    }
    guards
}

enum Unread {
    Pointer,
    Malformed,
}

fn placeholders(text: &str) -> Result<Vec<Placeholder>, Unread> {
    let mut found = Vec::new();
    let mut next = 0;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            rest = &tail[2..];
            continue;
        }
        let close = tail.find('}').ok_or(Unread::Malformed)?;
        let inner = tail.get(1..close).ok_or(Unread::Malformed)?;
        rest = &tail[close + 1..];
        let (argument, spec) = inner.split_once(':').unwrap_or((inner, ""));
        // `{:.*}` takes its precision first.
        if spec.contains(".*") {
            found.push(Placeholder {
                argument: Which::Position(next),
                guard: None,
            });
            next += 1;
        }
        let argument = argument.trim();
        let which = if argument.is_empty() {
            next += 1;
            Which::Position(next - 1)
        } else {
            which(argument)
        };
        found.push(Placeholder {
            argument: which,
            guard: Some(guard(spec)?),
        });
        for part in spec.split('$').rev().skip(1) {
            let name = part
                .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default();
            // `{:07.2$}`: the zero is a flag.
            if !name.is_empty() {
                found.push(Placeholder {
                    argument: which_of_width(name),
                    guard: None,
                });
            }
        }
    }
    Ok(found)
}

fn which(argument: &str) -> Which {
    match argument.parse() {
        Ok(position) => Which::Position(position),
        Err(_) => Which::Name(argument.to_owned()),
    }
}

fn which_of_width(name: &str) -> Which {
    which(name.trim_start_matches('0'))
}

fn guard(spec: &str) -> Result<&'static str, Unread> {
    let spec = spec.trim();
    // The type is what stands behind width and precision.
    let ty = spec.trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '?');
    let ty = match ty.rsplit_once('$') {
        Some((_, ty)) => ty,
        None => ty,
    };
    Ok(
        match ty.trim_start_matches(|c: char| c == '.' || c == '*' || c.is_ascii_digit()) {
            "" => "display",
            "?" | "x?" | "X?" => "debug",
            "x" => "lower_hex",
            "X" => "upper_hex",
            "o" => "octal",
            "b" => "binary",
            "e" => "lower_exp",
            "E" => "upper_exp",
            "p" => return Err(Unread::Pointer),
            _ if spec.ends_with('?') => "debug",
            _ if spec.ends_with('p') => return Err(Unread::Pointer),
            // A letter that fills: `{:a>5}`.
            _ => match spec.chars().last() {
                Some('x') => "lower_hex",
                Some('X') => "upper_hex",
                Some('o') => "octal",
                Some('b') => "binary",
                Some('e') => "lower_exp",
                Some('E') => "upper_exp",
                _ => "display",
            },
        },
    )
}
