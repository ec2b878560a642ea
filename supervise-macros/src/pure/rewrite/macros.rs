//! Macro calls: those of std that only compute, with checked arguments. A name means std's macro,
//! whatever else is called so.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Macro, Pat, Token};

use super::format::Arguments;
use super::{Rewriter, alias, site};
use crate::pure::signature::twin;
use crate::pure::trust;

impl Rewriter<'_> {
    pub(super) fn macro_call(&mut self, call: &Macro) -> TokenStream {
        let Some(last) = call.path.segments.last() else {
            return TokenStream::new();
        };
        let name = &last.ident;
        let known_prefix = call.path.segments.first().is_some_and(|first| {
            call.path.segments.len() == 1
                || ["std", "core", "alloc", "supervise"].contains(&first.ident.to_string().as_str())
        });
        let text = name.to_string();
        let tokens = call.tokens.clone();
        match text.as_str() {
            _ if !known_prefix => self.unknown_macro(name),
            "format" | "panic" | "unreachable" | "todo" | "unimplemented" => {
                self.formatting(name, tokens)
            }
            "assert" | "debug_assert" => self.assertion(name, tokens),
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => {
                self.comparison_of(name, tokens)
            }
            "vec" => self.vec(name, tokens),
            "matches" => self.matches(name, tokens),
            "write" | "writeln" => self.write(name, tokens),
            "concat" | "stringify" | "line" | "column" | "file" | "module_path" | "cfg" | "env"
            | "option_env" | "include_str" | "include_bytes" => {
                let pure = alias();
                quote_spanned!(site(name.span())=> #pure::core::#name!(#tokens))
            }
            "trust_pure" => self.trusted(call, name, tokens),
            "print" | "println" | "eprint" | "eprintln" | "dbg" => self.refuse(
                name,
                "printing is a side effect",
                "describe it: `Next::new(state).log(Level::Info, \"..\")`",
            ),
            "trace" | "debug" | "info" | "warn" | "error" | "log" => self.refuse(
                name,
                "logging is a side effect",
                "describe it: `Next::new(state).log(Level::Info, \"..\")`",
            ),
            _ => self.unknown_macro(name),
        }
    }

    fn unknown_macro(&mut self, name: &Ident) -> TokenStream {
        let help = format!(
            "write what it does, or vouch for it: `trust_pure!(\"why it is safe\", {name}!(..))`"
        );
        self.refuse(
            name,
            format!("pure code can't look into the macro `{name}!`"),
            help,
        )
    }

    fn malformed(&mut self, name: &Ident) -> TokenStream {
        self.refuse(
            name,
            format!("these arguments of `{name}!` are not understood"),
            "write them as std's documentation shows",
        )
    }

    fn formatting(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let krate = if name == "format" {
            quote!(std)
        } else {
            quote!(core)
        };
        match Arguments::read.parse2(tokens) {
            Ok(arguments) => {
                let arguments = self.format(&arguments, name, "");
                let pure = alias();
                quote_spanned!(site(name.span())=> #pure::#krate::#name!(#arguments))
            }
            Err(_) => self.malformed(name),
        }
    }

    fn assertion(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let read = |input: ParseStream<'_>| {
            let condition: Expr = input.parse()?;
            input.parse::<Option<Token![,]>>()?;
            Ok((condition, Arguments::read(input)?))
        };
        match read.parse2(tokens) {
            Ok((condition, arguments)) => {
                let written = condition.to_token_stream().to_string();
                let condition = self.expr(&condition);
                let mut arguments = self.format(&arguments, name, "");
                if arguments.is_empty() {
                    // Of what was written, not of what stands for it.
                    let text = written.replace('{', "{{").replace('}', "}}");
                    arguments = format!("assertion failed: {text}").into_token_stream();
                }
                let pure = alias();
                quote_spanned!(site(name.span())=> #pure::core::#name!(#condition, #arguments))
            }
            Err(_) => self.malformed(name),
        }
    }

    fn comparison_of(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let read = |input: ParseStream<'_>| {
            let left: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let right: Expr = input.parse()?;
            input.parse::<Option<Token![,]>>()?;
            Ok((left, right, Arguments::read(input)?))
        };
        match read.parse2(tokens) {
            Ok((left, right, arguments)) => {
                let (left, right) = (self.expr(&left), self.expr(&right));
                let arguments = self.format(&arguments, name, "");
                let guard = self.guard("check_assert", name.span());
                let pure = alias();
                quote_spanned! {site(name.span())=>
                    (match (&(#left), &(#right)) {
                        (left, right) => {
                            #guard(left, right);
                            #pure::core::#name!(*left, *right, #arguments)
                        }
                    })
                }
            }
            Err(_) => self.malformed(name),
        }
    }

    fn vec(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let repeated = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![;]>()?;
            let count: Expr = input.parse()?;
            Ok((value, count))
        };
        let at = site(name.span());
        if let Ok((value, count)) = repeated.parse2(tokens.clone()) {
            let (value, count) = (self.expr(&value), self.expr(&count));
            let guard = self.guard("repeat", name.span());
            let pure = alias();
            return quote_spanned!(at=> #pure::std::#name![#guard(#value); #count]);
        }
        match Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens) {
            Ok(elems) => {
                let elems = self.exprs(&elems);
                let pure = alias();
                quote_spanned!(at=> #pure::std::#name![#(#elems),*])
            }
            Err(_) => self.malformed(name),
        }
    }

    fn matches(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let read = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pat = Pat::parse_multi_with_leading_vert(input)?;
            let guard = if input.peek(Token![if]) {
                input.parse::<Token![if]>()?;
                Some(input.parse::<Expr>()?)
            } else {
                None
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((value, pat, guard))
        };
        match read.parse2(tokens) {
            Ok((value, pat, guard)) => {
                let value = self.expr(&value);
                self.scopes.enter();
                let pat = self.pattern(&pat);
                let guard = guard.map(|guard| {
                    let guard = self.expr(&guard);
                    quote!(if #guard)
                });
                self.scopes.leave();
                let pure = alias();
                quote_spanned!(site(name.span())=> #pure::core::#name!(#value, #pat #guard))
            }
            Err(_) => self.malformed(name),
        }
    }

    pub(super) fn write(&mut self, name: &Ident, tokens: TokenStream) -> TokenStream {
        let read = |input: ParseStream<'_>| {
            let to: Expr = input.parse()?;
            input.parse::<Option<Token![,]>>()?;
            Ok((to, Arguments::read(input)?))
        };
        match read.parse2(tokens) {
            Ok((to, arguments)) => {
                self.changes(&to);
                self.writes = Some(name.span());
                let to = self.expr(&to);
                let end = if name == "writeln" { "\n" } else { "" };
                let arguments = self.format(&arguments, name, end);
                let method = twin(&Ident::new("write_fmt", name.span()));
                let pure = alias();
                quote_spanned! {site(name.span())=>
                    (#to).#method(#pure::core::format_args!(#arguments))
                }
            }
            Err(_) => self.malformed(name),
        }
    }

    /// The call stays as it is.
    fn trusted(&mut self, call: &Macro, name: &Ident, tokens: TokenStream) -> TokenStream {
        if self.context.no_trust {
            return self.refuse(
                name,
                "`no_trust` is in force here",
                "move what is vouched for to a place where that may be said",
            );
        }
        match trust::parts(tokens, self.context.errors) {
            Some(_) => quote!(#call),
            None => {
                self.refused = true;
                TokenStream::new()
            }
        }
    }
}

/// The text of a literal with `end` behind it.
pub(super) fn with_end(text: &LitStr, end: &str) -> LitStr {
    LitStr::new(&format!("{}{end}", text.value()), text.span())
}
