//! The arguments of `#[managed_process(..)]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Lit, Token};

use crate::diag::{Errors, Reported, suggest};

const ACCEPTED: [&str; 4] = ["handle", "crate", "capacity", "mailbox"];

#[derive(Default)]
pub(super) struct Args {
    pub(super) handle: Option<Ident>,
    /// The path of the `supervise` crate.
    pub(super) krate: Option<syn::Path>,
    pub(super) mailbox: Mailbox,
}

#[derive(Default)]
pub(super) enum Mailbox {
    #[default]
    Default,
    Unbounded,
    /// A number that is known to be above zero, or an expression.
    Capacity(Expr),
}

/// Reads the arguments. A mistaken one is reported and left out.
pub(super) fn parse(args: TokenStream, errors: &Errors) -> Args {
    let mut parsed = Args::default();
    let read = |input: ParseStream<'_>| {
        let mut seen = Vec::new();
        while !input.is_empty() {
            if argument(input, &mut parsed, &mut seen, errors).is_err() {
                skip(input)?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = read.parse2(args) {
        errors.push(error);
    }
    parsed
}

fn argument(
    input: ParseStream<'_>,
    parsed: &mut Args,
    seen: &mut Vec<String>,
    errors: &Errors,
) -> Result<(), Reported> {
    let name = Ident::parse_any(input).map_err(|_| unexpected(input, errors))?;
    let text = name.to_string();
    if !ACCEPTED.contains(&text.as_str()) {
        let message = format!("unknown argument `{text}`");
        return Err(errors.report_help(name, message, suggest(&text, &ACCEPTED)));
    }
    if seen.contains(&text) {
        return Err(errors.report(&name, format!("`{text}` is given twice")));
    }
    seen.push(text.clone());
    if input.parse::<Token![=]>().is_err() {
        let message = format!("`{text}` needs a value");
        return Err(errors.report_help(name, message, format!("write `{}`", form(&text))));
    }
    let bad_value = |found: TokenStream| {
        let message = format!("this is no value for `{text}`");
        errors.report_help(found, message, format!("write `{}`", form(&text)))
    };
    let wrong = |input: ParseStream<'_>| bad_value(rest(input, &name));
    match text.as_str() {
        "handle" => parsed.handle = Some(input.parse().map_err(|_| wrong(input))?),
        "crate" => {
            let path = input.call(syn::Path::parse_mod_style);
            parsed.krate = Some(path.map_err(|_| wrong(input))?);
        }
        "mailbox" => {
            let word: Ident = input.parse().map_err(|_| wrong(input))?;
            if word != "unbounded" {
                return Err(bad_value(word.into_token_stream()));
            }
            parsed.mailbox = exclusive(&name, &parsed.mailbox, Mailbox::Unbounded, errors)?;
        }
        _ => {
            let value: Expr = input.parse().map_err(|_| wrong(input))?;
            if !may_be_positive(&value) {
                return Err(bad_value(value.into_token_stream()));
            }
            let bounded = Mailbox::Capacity(value);
            parsed.mailbox = exclusive(&name, &parsed.mailbox, bounded, errors)?;
        }
    }
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(bad_value(rest(input, &name)));
    }
    Ok(())
}

fn form(name: &str) -> &'static str {
    match name {
        "handle" => "handle = Name",
        "crate" => "crate = path::to::supervise",
        "capacity" => "capacity = 64` with any number above zero, or `mailbox = unbounded",
        _ => "mailbox = unbounded` or `capacity = 64",
    }
}

fn exclusive(
    name: &Ident,
    before: &Mailbox,
    now: Mailbox,
    errors: &Errors,
) -> Result<Mailbox, Reported> {
    match before {
        Mailbox::Default => Ok(now),
        _ => Err(errors.report_help(
            name,
            "an unbounded mailbox has no capacity",
            "keep one of `capacity = ..` and `mailbox = unbounded`",
        )),
    }
}

/// Literals are checked here, where the error is on the token; constants when they are evaluated.
fn may_be_positive(value: &Expr) -> bool {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number
                .base10_parse::<usize>()
                .is_ok_and(|number| number > 0),
            _ => false,
        },
        Expr::Unary(negated) => !matches!(negated.op, syn::UnOp::Neg(_)),
        _ => true,
    }
}

fn unexpected(input: ParseStream<'_>, errors: &Errors) -> Reported {
    let found = input
        .parse::<TokenTree>()
        .map_or_else(|_| TokenStream::new(), TokenTree::into_token_stream);
    errors.report_help(
        found,
        "expected an argument of the form `name = value`",
        suggest("", &ACCEPTED),
    )
}

/// The tokens up to the next comma, to blame; `name` when there are none.
fn rest(input: ParseStream<'_>, name: &Ident) -> TokenStream {
    let mut found = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        match input.parse::<TokenTree>() {
            Ok(token) => found.extend([token]),
            Err(_) => break,
        }
    }
    if found.is_empty() {
        return name.to_token_stream();
    }
    found
}

fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
