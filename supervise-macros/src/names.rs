//! The paths that generated code names things by.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

/// The path of the `supervise` crate: `::supervise`, or what the user gave as `crate = path`.
pub(crate) struct Krate(TokenStream);

impl Krate {
    /// The crate at `path`.
    pub(crate) fn at(path: &syn::Path) -> Self {
        Self(path.to_token_stream())
    }

    /// The door to everything that generated code may touch.
    pub(crate) fn private(&self) -> TokenStream {
        let krate = &self.0;
        quote!(#krate::__private)
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

impl Default for Krate {
    fn default() -> Self {
        Self(quote!(::supervise))
    }
}
