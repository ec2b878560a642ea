//! Attributes: only built-in ones may stand below `#[pure]`, since others would change what it checked.

use quote::ToTokens;
use syn::Attribute;

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
    "derive",
    "automatically_derived",
    "default",
    "clippy",
    "rustfmt",
    "diagnostic",
];

pub(super) fn name(attr: &Attribute) -> String {
    let path = attr.path().to_token_stream().to_string();
    path.replace(' ', "")
}

pub(super) fn is_built_in(attr: &Attribute) -> bool {
    attr.path()
        .segments
        .first()
        .is_some_and(|first| BUILT_IN.contains(&first.ident.to_string().as_str()))
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
