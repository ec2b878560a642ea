//! Signatures of twins: the same but for the names of the parameters, which a forwarder needs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{FnArg, GenericParam, Pat, ReceiverKind, Signature};

/// How a function is called by another with the same parameters.
pub(super) struct Forward {
    /// Without patterns.
    pub(super) sig: Signature,
    /// What is handed on.
    pub(super) args: Vec<TokenStream>,
    /// The types and constants that it is called with, which no parameter may tell.
    pub(super) turbofish: Option<TokenStream>,
}

impl Forward {
    pub(super) fn of(sig: &Signature) -> Self {
        let mut sig = sig.clone();
        let mut args = Vec::new();
        for (i, input) in sig.inputs.iter_mut().enumerate() {
            match input {
                FnArg::Receiver(receiver) => {
                    // `mut self` is the body's business.
                    if matches!(receiver.kind, ReceiverKind::Value) {
                        receiver.mutability = None;
                    }
                    args.push(receiver.self_token.to_token_stream());
                }
                FnArg::Typed(param) => {
                    // A parameter may be called like the function, which would not be found behind it.
                    let name = plain(&param.pat)
                        .filter(|name| *name != sig.ident)
                        .unwrap_or_else(|| Ident::new(&format!("__{i}"), Span::mixed_site()));
                    *param.pat = syn::parse_quote!(#name);
                    args.push(quote!(#name));
                }
            }
        }
        let params = sig.generics.params.iter().filter_map(|param| match param {
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
            GenericParam::Lifetime(_) => None,
        });
        let params: Vec<_> = params.collect();
        let turbofish = (!params.is_empty()).then(|| quote!(::<#(#params),*>));
        Self {
            sig,
            args,
            turbofish,
        }
    }
}

/// The name that a parameter already has.
fn plain(pat: &Pat) -> Option<Ident> {
    match pat {
        Pat::Ident(pat) if pat.subpat.is_none() => Some(pat.ident.clone()),
        _ => None,
    }
}

/// The name of the twin of a function that is called `name`.
pub(crate) fn twin(name: &Ident) -> Ident {
    use syn::ext::IdentExt;
    format_ident!("{}_{}", name.unraw(), MARK, span = name.span())
}

/// What a twin's name ends with. It is what rustc prints when there is no such twin, so it says what
/// is missing and the way out.
pub(super) const MARK: &str = "needs_pure_or_trust_pure";
