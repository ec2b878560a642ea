//! Attributes: only built-in ones may stand below `#[pure]`, since others would change what it checked.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

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
    match conditional(attr) {
        // The first is the condition.
        Some(list) => list.iter().skip(1).all(|meta| is(meta.path())),
        None => is(attr.path()),
    }
}

fn is_built_in(path: &Path) -> bool {
    BUILT_IN.iter().any(|name| path.is_ident(name))
}

/// The condition and the attributes of a `cfg_attr`.
pub(super) fn conditional(attr: &Attribute) -> Option<Punctuated<Meta, Token![,]>> {
    if !attr.path().is_ident("cfg_attr") {
        return None;
    }
    attr.parse_args_with(Punctuated::parse_terminated).ok()
}

pub(super) fn is_pure(attr: &Attribute) -> bool {
    attr.path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "pure" || last.ident == "managed_process")
}

/// Whether an item is for tests only.
pub(super) fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("test")
            || (attr.path().is_ident("cfg")
                && attr.meta.to_token_stream().to_string().replace(' ', "") == "cfg(test)")
    })
}
