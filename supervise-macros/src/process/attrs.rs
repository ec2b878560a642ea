//! Attributes: which are ours, and which of the user's go on what is generated.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// The kinds of methods that the process runs, each with a helper attribute of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Init,
    Call,
    Cast,
    Info,
    Filter,
    Exit,
    Timeout,
    Hibernate,
    Checkpoint,
    Terminate,
}

impl Kind {
    pub(super) const ALL: [Self; 10] = [
        Self::Init,
        Self::Call,
        Self::Cast,
        Self::Info,
        Self::Filter,
        Self::Exit,
        Self::Timeout,
        Self::Hibernate,
        Self::Checkpoint,
        Self::Terminate,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Call => "call",
            Self::Cast => "cast",
            Self::Info => "info",
            Self::Filter => "filter",
            Self::Exit => "exit",
            Self::Timeout => "timeout",
            Self::Hibernate => "hibernate",
            Self::Checkpoint => "checkpoint",
            Self::Terminate => "terminate",
        }
    }

    pub(super) fn of(name: &Ident) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| name == kind.name())
    }

    pub(crate) fn of_attr(attr: &Attribute) -> Option<Self> {
        Self::of(attr.path().get_ident()?)
    }

    /// Whether its method handles a message that others send.
    pub(super) fn is_message(self) -> bool {
        matches!(self, Self::Call | Self::Cast | Self::Info)
    }
}

/// The same of any attribute.
pub(super) fn every_of(attr: &Attribute) -> Option<u32> {
    let is_checkpoint = Kind::of_attr(attr) == Some(Kind::Checkpoint);
    is_checkpoint.then(|| every(attr)).flatten()
}

/// The number in `#[checkpoint(every = 10)]`; 1 without it, `None` where it is something else.
pub(super) fn every(attr: &Attribute) -> Option<u32> {
    let Meta::List(list) = &attr.meta else {
        return Some(1);
    };
    let pair: syn::MetaNameValue = list.parse_args().ok()?;
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Int(number),
        ..
    }) = &pair.value
    else {
        return None;
    };
    let number = number.base10_parse().ok().filter(|number| *number > 0);
    number.filter(|_| pair.path.is_ident("every"))
}

/// The conditions of the `cfg` attributes among `attrs`.
pub(crate) fn conditions(attrs: &[Attribute]) -> Vec<TokenStream> {
    let metas = attrs.iter().map(|attr| &attr.meta);
    metas.flat_map(conditions_of).collect()
}

fn conditions_of(meta: &Meta) -> Vec<TokenStream> {
    match meta {
        Meta::List(list) if list.path.is_ident("cfg") => vec![list.tokens.clone()],
        _ => match conditional(meta) {
            // Where the attribute does not stand it asks for nothing.
            Some((when, metas)) => (metas.iter().flat_map(conditions_of))
                .map(|then| quote!(any(not(#when), #then)))
                .collect(),
            None => Vec::new(),
        },
    }
}

/// The condition and the attributes of a `cfg_attr`.
pub(crate) fn conditional(meta: &Meta) -> Option<(Meta, Vec<Meta>)> {
    let Meta::List(list) = meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    let mut metas = metas.ok()?.into_iter();
    Some((metas.next()?, metas.collect()))
}

/// The attribute of ours that stands in a `cfg_attr`.
pub(super) fn conditionally_ours(meta: &Meta) -> Option<Meta> {
    let (_, metas) = conditional(meta)?;
    let is_ours = |meta: &Meta| meta.path().get_ident().and_then(Kind::of).is_some();
    metas.into_iter().find(is_ours)
}

/// The conditions as attributes.
pub(crate) fn cfg(conditions: &[TokenStream]) -> TokenStream {
    quote!(#( #[cfg(#conditions)] )*)
}

/// `#[cfg(not(..))]`: none of `alternatives`, each a list of conditions, holds.
/// An alternative without conditions always does, and the answer is `None`.
pub(super) fn cfg_none(alternatives: &[&[TokenStream]]) -> Option<TokenStream> {
    if alternatives.iter().any(|conditions| conditions.is_empty()) {
        return None;
    }
    let all = alternatives
        .iter()
        .map(|conditions| quote!(all(#(#conditions),*)));
    Some(match alternatives {
        [] => TokenStream::new(),
        _ => quote!(#[cfg(not(any(#(#all),*)))]),
    })
}

/// What is said about a handler holds for the method of the handle too: its documentation, that
/// it is deprecated, and which lints are off. (`must_use` does not: what the handle's method
/// returns has its own; neither do attribute macros, they are about the body.)
pub(crate) fn carried(attrs: &[Attribute]) -> Vec<TokenStream> {
    attrs
        .iter()
        .filter_map(|attr| carried_meta(&attr.meta))
        .map(|meta| quote!(#[#meta]))
        .collect()
}

/// Which lints are off in the impl block are off in what is generated from it.
pub(crate) fn lints(attrs: &[Attribute]) -> Vec<TokenStream> {
    attrs
        .iter()
        .filter_map(|attr| lint_meta(&attr.meta))
        .map(|meta| quote!(#[#meta]))
        .collect()
}

fn carried_meta(meta: &Meta) -> Option<TokenStream> {
    let path = meta.path();
    if path.is_ident("doc") || path.is_ident("deprecated") {
        return Some(meta.to_token_stream());
    }
    if let Some((when, metas)) = conditional(meta) {
        let carried: Vec<TokenStream> = metas.iter().filter_map(carried_meta).collect();
        return (!carried.is_empty()).then(|| quote!(cfg_attr(#when, #(#carried),*)));
    }
    lint_meta(meta)
}

/// An expected lint is only allowed in generated code: there it may well not fire.
fn lint_meta(meta: &Meta) -> Option<TokenStream> {
    match meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(quote!(allow(#lints)))
        }
        _ => None,
    }
}
