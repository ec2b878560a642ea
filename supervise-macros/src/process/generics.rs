//! The generics of what is generated.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{GenericParam, Generics, TypeParam, TypeParamBound, WhereClause, WherePredicate};

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
pub(crate) fn imply_bounds(generics: &mut Generics) {
    let clause = generics.where_clause.clone();
    for param in generics.type_params_mut() {
        let said = said(param, clause.as_ref());
        // An unsized parameter is a name for something, not a part of the state.
        let is_marker = said.iter().any(|bound| is_trait(bound, "Sized", true));
        let is_send = said.iter().any(|bound| is_trait(bound, "Send", false));
        let is_static = said.iter().any(
            |bound| matches!(bound, TypeParamBound::Lifetime(bound) if bound.ident == "static"),
        );
        if !is_marker && !is_send {
            param.bounds.push(syn::parse_quote!(::core::marker::Send));
        }
        if !is_static {
            param.bounds.push(syn::parse_quote!('static));
        }
    }
}

/// The same for what is shared between threads.
pub(crate) fn imply_sync(generics: &mut Generics, is_shared: impl Fn(&Ident) -> bool) {
    let clause = generics.where_clause.clone();
    for param in generics.type_params_mut() {
        let said = said(param, clause.as_ref());
        let is_sync = said.iter().any(|bound| is_trait(bound, "Sync", false));
        if !is_sync && is_shared(&param.ident) {
            param.bounds.push(syn::parse_quote!(::core::marker::Sync));
        }
    }
}

/// The bounds of a parameter, wherever they are said.
fn said<'a>(param: &'a TypeParam, clause: Option<&'a WhereClause>) -> Vec<&'a TypeParamBound> {
    let name = param.ident.to_string();
    let predicates = clause.into_iter().flat_map(|clause| &clause.predicates);
    let elsewhere = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(of) if types::is_named(&of.bounded_ty, &name) => Some(&of.bounds),
        _ => None,
    });
    param.bounds.iter().chain(elsewhere.flatten()).collect()
}

/// Whether it is the bound itself, and not a type in it, that is of this name.
fn is_trait(bound: &TypeParamBound, name: &str, maybe: bool) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    let last = bound.path.segments.last();
    bound.maybe.is_some() == maybe && last.is_some_and(|last| last.ident == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn what_is_said_of_a_parameter_itself_is_not_said_again() {
        let implied = |generics: Generics| {
            let text = |generics: &Generics| generics.params.to_token_stream().to_string();
            let before = text(&generics);
            let mut generics = generics;
            imply_bounds(&mut generics);
            let after = text(&generics);
            let added = after.strip_prefix(&before).expect("bounds come last");
            added.to_owned()
        };
        let both = " + :: core :: marker :: Send + 'static";
        assert_eq!(implied(parse_quote!(<T: Clone>)), both);
        assert_eq!(implied(parse_quote!(<T: Clone + Sized>)), both);
        assert_eq!(implied(parse_quote!(<F: Fn(&'static str) -> u32>)), both);
        assert_eq!(
            implied(parse_quote!(<F: Fn(Box<dyn Fn() + Send>) -> u32>)),
            both
        );
        assert_eq!(implied(parse_quote!(<T: Of<dyn Send + 'static>>)), both);
        assert_eq!(implied(parse_quote!(<T: Send>)), " + 'static");
        assert_eq!(implied(parse_quote!(<T: ?Sized>)), " + 'static");
        assert_eq!(implied(parse_quote!(<T: 'static + std::marker::Send>)), "");
        let mut clause: Generics = parse_quote!(<T: Clone>);
        clause.where_clause = parse_quote!(where T: Send + 'static, Vec<T>: ?Sized);
        assert_eq!(implied(clause), "");
    }
}
