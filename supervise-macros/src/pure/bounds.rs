//! Generics of pure code: a type parameter is pure data, and what it can is pure, unless it is a
//! closure.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    FnArg, GenericParam, Generics, PathArguments, ReturnType, Signature, Token, TraitBound, Type,
    TypeParamBound, WherePredicate,
};

use super::std_names;

type Bounds = Punctuated<TypeParamBound, Token![+]>;

/// Adds the `Pure…` bounds to all type parameters.
pub(super) fn augment(generics: &mut Generics, pure: &TokenStream) {
    let closures: Vec<String> = generics
        .params
        .iter()
        .filter_map(|param| match param {
            GenericParam::Type(param) => Some(param.ident.to_string()),
            _ => None,
        })
        .filter(|name| is_no_data(name, generics))
        .collect();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            mirror(&mut param.bounds, pure);
            if !closures.contains(&param.ident.to_string()) {
                param.bounds.push(syn::parse_quote!(#pure::Pure));
            }
        }
    }
    if let Some(clause) = &mut generics.where_clause {
        for predicate in &mut clause.predicates {
            if let WherePredicate::Type(predicate) = predicate {
                mirror(&mut predicate.bounds, pure);
            }
        }
    }
}

/// Adds them to a whole signature, also where it says `impl Trait`.
pub(super) fn augment_signature(sig: &mut Signature, pure: &TokenStream) {
    augment(&mut sig.generics, pure);
    augment_types(sig, pure);
}

/// Those of the types alone.
pub(super) fn augment_types(sig: &mut Signature, pure: &TokenStream) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(param) = input {
            augment_type(&mut param.ty, pure);
        }
    }
    if let ReturnType::Type(_, ty) = &mut sig.output {
        augment_type(ty, pure);
    }
}

/// An object that is an iterator is a pure one.
fn augment_type(ty: &mut Type, pure: &TokenStream) {
    match ty {
        Type::ImplTrait(ty) => {
            mirror(&mut ty.bounds, pure);
            if !ty.bounds.iter().any(is_code) {
                ty.bounds.push(syn::parse_quote!(#pure::Pure));
            }
        }
        Type::TraitObject(ty) => {
            for bound in &mut ty.bounds {
                if is_iteration(bound)
                    && let TypeParamBound::Trait(bound) = bound
                    && let Some(last) = bound.path.segments.last()
                {
                    let twin = quote::format_ident!("Pure{}", last.ident);
                    let arguments = &last.arguments;
                    bound.path = syn::parse_quote!(#pure::#twin #arguments);
                }
            }
        }
        Type::Reference(ty) => {
            augment_type(&mut ty.elem, pure);
            // `&impl A + B` is none.
            if let Type::ImplTrait(inner) = &*ty.elem {
                *ty.elem = syn::parse_quote!((#inner));
            }
        }
        Type::Paren(ty) => augment_type(&mut ty.elem, pure),
        Type::Group(ty) => augment_type(&mut ty.elem, pure),
        Type::Slice(ty) => augment_type(&mut ty.elem, pure),
        Type::Array(ty) => augment_type(&mut ty.elem, pure),
        Type::Tuple(ty) => ty.elems.iter_mut().for_each(|ty| augment_type(ty, pure)),
        Type::Path(ty) => {
            for segment in &mut ty.path.segments {
                if let PathArguments::AngleBracketed(list) = &mut segment.arguments {
                    for argument in &mut list.args {
                        if let syn::GenericArgument::Type(ty) = argument {
                            augment_type(ty, pure);
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// A type that stands somewhere else.
pub(super) fn augmented(ty: &Type, pure: &TokenStream) -> Type {
    let mut ty = ty.clone();
    augment_type(&mut ty, pure);
    ty
}

/// To each trait of std its twin.
pub(super) fn mirror(bounds: &mut Bounds, pure: &TokenStream) {
    let twins: Vec<TypeParamBound> = bounds
        .iter()
        .filter_map(|bound| twin(bound, pure))
        .collect();
    bounds.extend(twins);
}

fn twin(bound: &TypeParamBound, pure: &TokenStream) -> Option<TypeParamBound> {
    let TypeParamBound::Trait(TraitBound {
        lifetimes, path, ..
    }) = bound
    else {
        return None;
    };
    let last = path.segments.last()?;
    let name = last.ident.to_string();
    std_names::twin_trait(&name)?;
    if matches!(name.as_str(), "Index" | "IndexMut") {
        return None;
    }
    let twin = quote::format_ident!("Pure{}", last.ident);
    // `Item = T` is the original's.
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(list) => {
            let types: Vec<_> = list
                .args
                .iter()
                .filter(|arg| {
                    !matches!(
                        arg,
                        syn::GenericArgument::AssocType(_) | syn::GenericArgument::Constraint(_)
                    )
                })
                .collect();
            (!types.is_empty()).then(|| quote!(<#(#types),*>))
        }
        _ => None,
    };
    Some(syn::parse_quote!(#lifetimes #pure::#twin #arguments))
}

/// Whether a type parameter stands for a closure or an iterator, which may hold one.
pub(super) fn is_no_data(name: &str, generics: &Generics) -> bool {
    bounds_of(name, generics).any(is_code)
}

/// Whether it stands for an iterator.
pub(super) fn is_iterator(name: &str, generics: &Generics) -> bool {
    bounds_of(name, generics).any(is_iteration)
}

fn bounds_of<'g>(
    name: &'g str,
    generics: &'g Generics,
) -> impl Iterator<Item = &'g TypeParamBound> {
    let named = generics.params.iter().filter_map(move |param| match param {
        GenericParam::Type(param) if param.ident == name => Some(&param.bounds),
        _ => None,
    });
    let clauses = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let more = clauses.filter_map(move |predicate| match predicate {
        WherePredicate::Type(predicate) => match &predicate.bounded_ty {
            Type::Path(ty) if ty.path.is_ident(name) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    named.chain(more).flatten()
}

/// Whether a bound is that of a closure, or of an iterator.
fn is_code(bound: &TypeParamBound) -> bool {
    is_iteration(bound) || is_closure(bound)
}

/// `Fn(..)` has parentheses, which a trait of the user's can't have.
pub(super) fn is_closure(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            matches!(last.arguments, PathArguments::Parenthesized(_))
                && ["Fn", "FnMut", "FnOnce"].contains(&last.ident.to_string().as_str())
        }),
        _ => false,
    }
}

/// Whether it is that of an iterator, or of its twin.
pub(super) fn is_iteration(bound: &TypeParamBound) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    bound.path.segments.last().is_some_and(|last| {
        let names = [
            "Iterator",
            "IntoIterator",
            "DoubleEndedIterator",
            "ExactSizeIterator",
        ];
        let parenthesized = matches!(last.arguments, PathArguments::Parenthesized(_));
        !parenthesized && names.contains(&last.ident.to_string().as_str())
    })
}
