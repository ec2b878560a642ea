//! Attributes: only built-in ones may stand below `#[pure]`, since others would change what it checked.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{AttrStyle, Attribute, Meta, Path};

use crate::process::attrs::conditional;

const BUILT_IN: &[&str] = &[
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "cfg",
    "doc",
    "inline",
    "cold",
    "must_use",
    "deprecated",
    "non_exhaustive",
    "repr",
    "track_caller",
    "automatically_derived",
];

pub(super) fn name(attr: &Attribute) -> String {
    let path = attr.path().to_token_stream().to_string();
    path.replace(' ', "")
}

/// The attribute as one that stands before what it is of.
pub(super) fn outer(attr: &Attribute) -> Attribute {
    Attribute {
        style: AttrStyle::Outer,
        ..attr.clone()
    }
}

/// Whether an attribute is of the language's own. Those of tools are not: another crate may be called
/// like a tool.
pub(super) fn is_harmless(attr: &Attribute) -> bool {
    all(attr, is_built_in)
}

/// The same on a struct or an enum, where the derives are named by their own paths.
pub(super) fn is_harmless_on_data(attr: &Attribute) -> bool {
    all(attr, |path| is_built_in(path) || path.is_ident("derive"))
}

fn all(attr: &Attribute, is: impl Fn(&Path) -> bool) -> bool {
    match conditional(&attr.meta) {
        Some((_, metas)) => metas.iter().all(|meta| is(meta.path())),
        None => is(attr.path()),
    }
}

fn is_built_in(path: &Path) -> bool {
    BUILT_IN.iter().any(|name| path.is_ident(name))
}

pub(super) fn is_pure(attr: &Attribute) -> bool {
    attr.path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "pure" || last.ident == "managed_process")
}

/// Adds `no_trust` to an attribute that makes something pure.
pub(super) fn trust_nothing(attr: &mut Attribute) {
    let said = |word: &str| {
        let tokens = attr.meta.require_list().map(|list| list.tokens.clone());
        let mut tokens = tokens.unwrap_or_default().into_iter();
        tokens.any(|token| token.to_string() == word)
    };
    let process = attr.path().segments.last();
    let process = process.is_some_and(|last| last.ident == "managed_process");
    if !is_pure(attr) || said("no_trust") || process && !said("pure") {
        return;
    }
    let (path, tokens) = match &attr.meta {
        Meta::List(list) => (list.path.clone(), list.tokens.clone()),
        other => (other.path().clone(), TokenStream::new()),
    };
    let comma = (!tokens.is_empty()).then(|| quote!(,));
    attr.meta = syn::parse_quote!(#path(#tokens #comma no_trust));
}

/// Whether an item is for tests only.
pub(super) fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("test")
            || (attr.path().is_ident("cfg")
                && attr.meta.to_token_stream().to_string().replace(' ', "") == "cfg(test)")
    })
}
