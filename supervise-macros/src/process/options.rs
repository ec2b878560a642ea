//! The options of a handler: `#[call(name = add, when = *n > self.limit)]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, LitInt, Token};

use super::args::{rest, skip};
use super::attrs::Kind;
use crate::diag::{Errors, Reported, suggest};

/// What is said about a handler. What was mistaken is left out.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// The message that it handles, if that is not called as the handler is.
    pub(super) name: Option<Ident>,
    pub(super) when: Option<Expr>,
    /// In which phases it serves; in all if none is named.
    pub(super) phases: Vec<Ident>,
    pub(super) priority: Option<Expr>,
    pub(super) redeliver: Option<Redeliver>,
    pub(super) skip_abandoned: Option<Ident>,
    /// Something was mistaken, and left out.
    pub(super) mistaken: bool,
}

#[derive(Clone)]
pub(crate) struct Redeliver {
    /// The word itself, to blame.
    pub(super) at: Ident,
    pub(super) times: u32,
}

impl Options {
    /// Whether another handler may have what this one does not take.
    pub(super) fn is_conditional(&self) -> bool {
        self.when.is_some() || !self.phases.is_empty() || self.mistaken
    }
}

/// What may be said about a handler of this kind.
fn accepted(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Call => &[
            "name",
            "when",
            "phase",
            "priority",
            "redeliver",
            "skip_abandoned",
        ],
        Kind::Cast => &["name", "when", "phase", "priority", "redeliver"],
        Kind::Info => &["when", "phase", "priority", "redeliver"],
        _ => &[],
    }
}

/// Reads the options. A mistaken one is reported and left out.
pub(super) fn parse(kind: Kind, attr: &Attribute, phases: &[Ident], errors: &Errors) -> Options {
    let mut options = Options::default();
    let list = match &attr.meta {
        syn::Meta::Path(_) => return options,
        syn::Meta::List(list) => list,
        syn::Meta::NameValue(pair) => {
            let name = kind.name();
            let message = format!("`{name}` has no value");
            errors.report_help(&pair.value, message, format!("write `#[{name}]`"));
            return options;
        }
    };
    let mut seen: Vec<Ident> = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if option(input, kind, &mut options, &mut seen, phases, errors).is_err() {
                options.mistaken = true;
                skip(input)?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = read.parse2(list.tokens.clone()) {
        errors.push(error);
    }
    options
}

fn option(
    input: ParseStream<'_>,
    kind: Kind,
    options: &mut Options,
    seen: &mut Vec<Ident>,
    phases: &[Ident],
    errors: &Errors,
) -> Result<(), Reported> {
    let accepted = accepted(kind);
    let Ok(name) = Ident::parse_any(input) else {
        let found = input.parse::<TokenTree>();
        let found = found.map_or_else(|_| TokenStream::new(), TokenTree::into_token_stream);
        let message = "expected an option of the form `name = value`";
        return Err(errors.report_help(found, message, suggest("", accepted)));
    };
    let text = name.to_string();
    if !accepted.contains(&text.as_str()) {
        let message = match text.as_str() {
            "name" => "the type of a message says which `info` handlers are meant".to_owned(),
            "skip_abandoned" => format!("nobody waits for a `{}`", kind.name()),
            _ => format!("unknown option `{text}`"),
        };
        return Err(errors.report_help(name, message, suggest(&text, accepted)));
    }
    if seen.contains(&name) {
        return Err(errors.report(&name, format!("`{text}` is given twice")));
    }
    seen.push(name.clone());
    let help = format!("write `{}`", form(&text));
    if text == "skip_abandoned" {
        if !input.is_empty() && !input.peek(Token![,]) {
            let found = rest(input, &name);
            return Err(errors.report_help(found, "`skip_abandoned` has no value", help));
        }
        options.skip_abandoned = Some(name);
        return Ok(());
    }
    if input.parse::<Token![=]>().is_err() {
        return Err(errors.report_help(name, format!("`{text}` needs a value"), help));
    }
    let wrong = |input: ParseStream<'_>| {
        let found = rest(input, &name);
        errors.report_help(found, format!("this is no value for `{text}`"), &help)
    };
    match text.as_str() {
        "name" => options.name = Some(input.parse().map_err(|_| wrong(input))?),
        "when" => options.when = Some(input.parse().map_err(|_| wrong(input))?),
        "phase" => {
            let found = one_or_list(input).map_err(|()| wrong(input))?;
            for phase in found {
                check_phase(&phase, phases, errors)?;
                options.phases.push(phase);
            }
        }
        "priority" => {
            let value: Expr = input.parse().map_err(|_| wrong(input))?;
            check_priority(&value, errors)?;
            options.priority = Some(value);
        }
        _ => {
            let times: LitInt = input.parse().map_err(|_| wrong(input))?;
            let number = times.base10_parse().ok().filter(|&times: &u32| times > 0);
            let Some(number) = number else {
                let message = "a message is delivered again at least once";
                return Err(errors.report_help(times, message, help));
            };
            options.redeliver = Some(Redeliver {
                at: name.clone(),
                times: number,
            });
        }
    }
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(wrong(input));
    }
    Ok(())
}

fn form(option: &str) -> &'static str {
    match option {
        "name" => "name = add",
        "when" => "when = *n > self.limit",
        "phase" => "phase = Ready` or `phase = [Ready, Draining]",
        "priority" => "priority = 10",
        "redeliver" => "redeliver = 3",
        _ => "skip_abandoned",
    }
}

/// `Ready` or `[Ready, Draining]`.
fn one_or_list(input: ParseStream<'_>) -> Result<Vec<Ident>, ()> {
    if input.peek(syn::Ident) {
        return Ok(vec![input.parse().map_err(|_| ())?]);
    }
    list(input).map_err(|_| ())
}

/// `[Ready, Draining]`
pub(super) fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let content;
    syn::bracketed!(content in input);
    let list = Punctuated::<T, Token![,]>::parse_terminated(&content)?;
    Ok(list.into_iter().collect())
}

fn check_phase(phase: &Ident, phases: &[Ident], errors: &Errors) -> Result<(), Reported> {
    if phases.contains(phase) {
        return Ok(());
    }
    if phases.is_empty() {
        let help = format!(
            "declare them, the first one first: `#[managed_process(phases = [{phase}, ..])]`"
        );
        return Err(errors.report_help(phase, "this process has no phases", help));
    }
    let known: Vec<String> = phases.iter().map(ToString::to_string).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("`{phase}` is no phase of this process");
    Err(errors.report_help(phase, message, suggest(&phase.to_string(), &known)))
}

/// Numbers are checked here; what is computed has the right type, or rustc says so.
fn check_priority(value: &Expr, errors: &Errors) -> Result<(), Reported> {
    let (negative, literal) = match value {
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => (true, &*unary.expr),
        value => (false, value),
    };
    let Expr::Lit(literal) = literal else {
        return Ok(());
    };
    let in_range = match &literal.lit {
        Lit::Int(number) => number
            .base10_parse::<i64>()
            .is_ok_and(|number| i8::try_from(if negative { -number } else { number }).is_ok()),
        _ => false,
    };
    if in_range {
        return Ok(());
    }
    let message = "a priority is a number from -128 to 127";
    Err(errors.report_help(
        value,
        message,
        "the greater ones come first, and 0 is usual",
    ))
}
