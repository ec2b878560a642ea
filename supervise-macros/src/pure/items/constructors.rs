//! Constructors with a small first letter: their paths are taken for functions', so they have twins.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Fields, Generics, ItemEnum, ItemStruct, Visibility};

use super::super::rewrite::is_upper;
use super::super::signature::{MARK, twin};
use super::{as_type, conditions};

/// That of a tuple struct, which can be called by those who see all of its fields.
pub(super) fn of_struct(item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    if is_upper(name) || !matches!(item.fields, Fields::Unnamed(_)) {
        return TokenStream::new();
    }
    let open = item
        .fields
        .iter()
        .all(|field| matches!(field.vis, Visibility::Public(_)));
    let vis = open.then_some(&item.vis).to_token_stream();
    let mark = Ident::new(MARK, name.span());
    let twin = made(&vis, &mark, &item.fields, &quote!(Self));
    block(name, &item.generics, &conditions(&item.attrs), &twin)
}

/// Those of an enum's variants.
pub(super) fn of_enum(item: &ItemEnum) -> TokenStream {
    let variants = item
        .variants
        .iter()
        .filter(|variant| !is_upper(&variant.ident));
    let twins = variants.map(|variant| {
        let name = &variant.ident;
        let cfg = conditions(&variant.attrs);
        let twin = made(
            &item.vis.to_token_stream(),
            &twin(name),
            &variant.fields,
            &quote!(Self::#name),
        );
        quote!(#cfg #twin)
    });
    let twins: TokenStream = twins.collect();
    if twins.is_empty() {
        return twins;
    }
    block(
        &item.ident,
        &item.generics,
        &conditions(&item.attrs),
        &twins,
    )
}

/// A function that makes it of its fields, or a constant, if it has none.
fn made(vis: &TokenStream, twin: &Ident, fields: &Fields, path: &TokenStream) -> TokenStream {
    match fields {
        Fields::Named(_) => TokenStream::new(),
        Fields::Unit => quote! {
            #[doc(hidden)]
            #[allow(dead_code, non_upper_case_globals)]
            #vis const #twin: Self = #path;
        },
        Fields::Unnamed(fields) => {
            let names: Vec<Ident> = (0..fields.unnamed.len())
                .map(|i| format_ident!("value{i}"))
                .collect();
            let types = fields.unnamed.iter().map(|field| &field.ty);
            quote! {
                #[doc(hidden)]
                #[allow(dead_code)]
                #[inline(always)]
                #vis const fn #twin(#(#names: #types),*) -> Self { #path(#(#names),*) }
            }
        }
    }
}

fn block(name: &Ident, generics: &Generics, cfg: &TokenStream, twins: &TokenStream) -> TokenStream {
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let ty = as_type(name, generics);
    quote!(#cfg impl #impl_generics #ty #where_clause { #twins })
}
