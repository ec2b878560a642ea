//! The paths that generated code names things by.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Path;
use syn::ext::IdentExt;

/// The `supervise` crate: `::supervise`, or what the user gave as `crate = path`.
#[derive(Default)]
pub(crate) struct Krate(Option<(Path, Ident)>);

impl Krate {
    /// The crate at `path`, for what is generated for `item`.
    pub(crate) fn at(path: Path, item: &Ident) -> Self {
        Self(Some((path, format_ident!("__{}Runtime", item.unraw()))))
    }

    /// The one item that mentions the user's path. When it is wrong, rustc says so here, and nothing
    /// about what is reached through it.
    pub(crate) fn import(&self) -> Option<TokenStream> {
        let (path, name) = self.0.as_ref()?;
        Some(quote! {
            #[allow(unused_imports, reason = "it may be that nothing is configured in")]
            use #path::__private as #name;
        })
    }

    /// The door to everything that generated code may touch.
    pub(crate) fn private(&self) -> TokenStream {
        match &self.0 {
            None => quote!(::supervise::__private),
            Some((_, name)) => quote!(#name),
        }
    }

    /// As [`Krate::private`]; errors about what is named by it point at `at`.
    pub(crate) fn private_at(&self, at: Span) -> TokenStream {
        let mut tokens: Vec<_> = self.private().into_iter().collect();
        for token in &mut tokens {
            token.set_span(token.span().located_at(at));
        }
        tokens.into_iter().collect()
    }
}

/// A handler's name as a number, by which two macros that don't see each other mean the same
/// handler (FNV-1a).
pub(crate) fn key(name: &Ident) -> u64 {
    let bytes = name.unraw().to_string().into_bytes();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// `name` at another place. `gen` is a keyword where the place is one of the macro's, whose edition
/// is not that of the user's crate.
pub(crate) fn moved(name: &Ident, to: Span) -> Ident {
    if name == "gen" {
        return Ident::new_raw("gen", to);
    }
    let mut moved = name.clone();
    moved.set_span(to);
    moved
}

/// `add_all` as the name of a variant: `AddAll`.
pub(crate) fn camel(name: &Ident) -> Ident {
    let mut output = String::new();
    for word in name.unraw().to_string().split('_') {
        let mut letters = word.chars();
        output.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        output.extend(letters);
    }
    if output.is_empty() || output.starts_with(|first: char| first.is_ascii_digit()) {
        output.insert(0, '_');
    }
    // The one word that is a keyword.
    if output == "Self" {
        output.push('_');
    }
    Ident::new(&output, name.span())
}
