//! From tokens to the model. Whatever can be understood is kept, so that one mistake is one error.

mod children;
mod header;
mod make;
mod mending;
mod options;
mod path;
mod values;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream, Parser};
use syn::{Attribute, Path, Token, braced, parenthesized, token};

use super::model::{Attrs, Call};
use crate::diag::Errors;
use crate::names::Krate;

pub(crate) fn parse(input: TokenStream, errors: &Errors) -> Call {
    let mut call = Call::default();
    let read = |input: ParseStream<'_>| {
        read_call(input, errors, &mut call);
        Ok(())
    };
    if let Err(error) = read.parse2(input) {
        errors.push(error);
    }
    call
}

fn read_call(input: ParseStream<'_>, errors: &Errors, call: &mut Call) {
    let mut krate = None;
    if input.peek(Token![crate]) && input.peek2(Token![=]) {
        match crate_override(input) {
            Ok(path) => krate = Some(path),
            Err(error) => {
                errors.push(error);
                return skip_all(input);
            }
        }
    }
    if input.is_empty() {
        errors.report_help_at(
            input.span(),
            "`supervision_tree!` without a tree",
            "declare one: `pub Shop(config: Config) { .. }`",
        );
    }
    while !input.is_empty() {
        match header::tree(input, errors) {
            Some(tree) => call.trees.push(tree),
            None => skip_all(input),
        }
    }
    if let (Some(path), Some(tree)) = (krate, call.trees.first()) {
        call.krate = Krate::at(path, &tree.name);
    }
}

fn crate_override(input: ParseStream<'_>) -> syn::Result<Path> {
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let path = input.call(Path::parse_mod_style)?;
    input.parse::<Token![;]>()?;
    Ok(path)
}

/// Sorts attributes by what becomes of them. A child has no item of its own that others fit on.
fn sort_attrs(attrs: Vec<Attribute>, child: bool, errors: &Errors) -> Attrs {
    let mut sorted = Attrs::default();
    for attr in attrs {
        if attr.path().is_ident("cfg") {
            sorted.cfgs.push(attr);
        } else if !child || attr.path().is_ident("doc") {
            sorted.docs.push(attr);
        } else {
            errors.report_help(
                &attr,
                "this attribute does not fit a child",
                "accepted: doc comments and `cfg`",
            );
        }
    }
    sorted
}

/// A name, or a keyword in the place of one, which is reported.
fn name(input: ParseStream<'_>, what: &str, errors: &Errors) -> Option<Ident> {
    if input.peek(syn::Ident) {
        return input.parse().ok();
    }
    let word = input.call(Ident::parse_any).ok()?;
    if ["self", "Self", "super", "crate", "_"].contains(&word.to_string().as_str()) {
        errors.report(&word, format!("`{word}` can't be the name of {what}"));
        return None;
    }
    errors.report_help(
        &word,
        format!("`{word}` is a keyword, it can't be the name of {what}"),
        format!("write `r#{word}`, or take another name"),
    );
    Some(Ident::new_raw(&word.to_string(), word.span()))
}

/// Skips what is left of an entry after an error.
fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        skip_one(input);
    }
}

fn skip_all(input: ParseStream<'_>) {
    while !input.is_empty() {
        skip_one(input);
    }
}

fn skip_one(input: ParseStream<'_>) {
    // There is a token, every caller has looked.
    let _ = input.parse::<TokenTree>();
}

/// Reads the comma after an entry. Reports a missing one, and skips to the next unless another
/// entry seems to start right here.
fn comma(input: ParseStream<'_>, after: &str, errors: &Errors) {
    if input.is_empty() {
        return;
    }
    if input.peek(Token![,]) {
        return skip_one(input);
    }
    let entry = input.peek(Token![#]) || (input.peek(Ident::peek_any) && input.peek2(Token![:]));
    let entry = entry && !input.peek2(Token![::]);
    if entry {
        errors.report_help_at(
            input.span(),
            format!("expected `,` after {after}"),
            "separate options and children by commas",
        );
    } else {
        errors.report_help_at(
            input.span(),
            format!("unexpected token after {after}"),
            "expected `,`",
        );
        skip_to_comma(input);
        if !input.is_empty() {
            skip_one(input);
        }
    }
}

/// Whether an entry ends here.
fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn in_braces<'a>(input: &ParseBuffer<'a>) -> syn::Result<ParseBuffer<'a>> {
    let content;
    braced!(content in input);
    Ok(content)
}

fn in_parens<'a>(input: &ParseBuffer<'a>) -> syn::Result<(token::Paren, ParseBuffer<'a>)> {
    let content;
    let parens = parenthesized!(content in input);
    Ok((parens, content))
}
