//! The generics of what is generated.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{GenericParam, Generics};

use super::types;

/// The generics as they are said outside of the impl block.
pub(crate) fn outer(
    generics: &Generics,
    outside: &impl Fn(TokenStream) -> TokenStream,
) -> Generics {
    let mut generics = generics.clone();
    generics.params = generics
        .params
        .into_iter()
        .filter(|param| !matches!(param, GenericParam::Lifetime(_)))
        .collect();
    let rewritten = |tokens: TokenStream| outside(tokens);
    let params = syn::parse2(rewritten(generics.to_token_stream()));
    let clause = syn::parse2(rewritten(generics.where_clause.to_token_stream()));
    // Tokens that were read as generics are still generics with other types in them.
    let mut params: Generics = params.unwrap_or(generics);
    params.where_clause = clause.ok();
    imply_bounds(&mut params);
    params
}

/// Takes out the parameters that the type doesn't have. Of those rustc says so where they stand, and
/// then nothing else is to have them.
pub(super) fn take_unused(generics: &mut Generics, self_ty: &TokenStream) -> Vec<Ident> {
    let mut used = self_ty.clone();
    generics.where_clause.to_tokens(&mut used);
    for param in generics.type_params() {
        param.bounds.to_tokens(&mut used);
    }
    let mut unused = Vec::new();
    let params = std::mem::take(&mut generics.params).into_iter();
    generics.params = params
        .filter(|param| {
            let name = match param {
                GenericParam::Lifetime(_) => return true,
                GenericParam::Type(param) => &param.ident,
                GenericParam::Const(param) => &param.ident,
            };
            let is_used = types::find(used.clone(), &name.to_string()).is_some();
            if !is_used {
                unused.push(name.clone());
            }
            is_used
        })
        .collect();
    unused
}

/// A process and its messages are `Send + 'static`, so their parts are. Without this, a user who
/// forgets to say so gets the same error for every item that is generated.
fn imply_bounds(generics: &mut Generics) {
    let clause = generics.where_clause.clone();
    for param in generics.type_params_mut() {
        let mut said = param.bounds.to_token_stream();
        for predicate in clause.iter().flat_map(|clause| &clause.predicates) {
            if let syn::WherePredicate::Type(predicate) = predicate
                && types::is_named(&predicate.bounded_ty, &param.ident.to_string())
            {
                predicate.bounds.to_tokens(&mut said);
            }
        }
        // An unsized parameter is a name for something, not a part of the state.
        let is_marker = types::find(said.clone(), "Sized").is_some();
        if !is_marker && types::find(said.clone(), "Send").is_none() {
            param.bounds.push(syn::parse_quote!(::core::marker::Send));
        }
        if types::find(said, "static").is_none() {
            param.bounds.push(syn::parse_quote!('static));
        }
    }
}
