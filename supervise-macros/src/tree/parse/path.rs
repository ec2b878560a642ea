//! Paths to processes and trees.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{AngleBracketedGenericArguments, Path, PathArguments, PathSegment, Token};

/// A path to a type. (syn's own parser for types would take the arguments for those of `Fn()`.)
pub(super) fn path(input: ParseStream<'_>) -> syn::Result<Path> {
    let mut path = Path {
        leading_colon: input.parse()?,
        segments: Punctuated::new(),
    };
    loop {
        let ident =
            if input.peek(Token![crate]) || input.peek(Token![self]) || input.peek(Token![super]) {
                input.call(Ident::parse_any)?
            } else {
                input.parse()?
            };
        let turbofish = input.peek(Token![::]) && input.peek3(Token![<]);
        let arguments = if input.peek(Token![<]) || turbofish {
            PathArguments::AngleBracketed(input.parse::<AngleBracketedGenericArguments>()?)
        } else {
            PathArguments::None
        };
        path.segments.push_value(PathSegment { ident, arguments });
        if !input.peek(Token![::]) {
            return Ok(path);
        }
        path.segments.push_punct(input.parse()?);
    }
}

/// `Ledger::new`: by the case of its names, a function of a type.
pub(super) fn is_method(path: &Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let last = names.next();
    last.is_some_and(|last| !starts_upper(last)) && names.next().is_some_and(starts_upper)
}

pub(super) fn starts_upper(name: &Ident) -> bool {
    name.unraw().to_string().starts_with(char::is_uppercase)
}

/// A path without the spaces that token streams are printed with.
pub(super) fn show(path: &Path) -> String {
    let last = path.segments.last();
    last.map_or_else(String::new, |last| last.ident.to_string())
}
