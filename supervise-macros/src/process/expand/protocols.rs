//! What a process that implements protocols shows of its handlers: each by name, for the protocols
//! to find.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Names, constructor, reply, site};
use crate::names::key;
use crate::process::attrs::{Kind, cfg};
use crate::process::model::{Method, Process};

pub(super) fn protocols(process: &Process, names: &Names<'_>) -> TokenStream {
    if process.implements.is_empty() {
        return TokenStream::new();
    }
    let handlers = process
        .methods
        .iter()
        .filter(|method| matches!(method.kind, Kind::Call | Kind::Cast))
        .filter(|method| process.is_first(method));
    // Where one has a mistake, it is not to be missed as well.
    let sound = handlers.clone().all(|method| method.sound);
    let shown = handlers
        .filter(|method| method.sound)
        .map(|method| handler(method, process, names));
    let implemented = process
        .implements
        .iter()
        .map(|protocol| implements(protocol, sound, names));
    quote!(#(#shown)* #(#implemented)*)
}

fn handler(method: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        lints,
        ..
    } = names;
    let (cfg, own) = (cfg(&method.conditions), &method.lints);
    let (key, args) = (key(&method.variant), method.args_ty());
    let make = constructor(method, process, names);
    let shape = match method.kind {
        Kind::Call => {
            let (reply, refusal) = reply(method, private);
            let refusal = refusal.map(|refusal| quote!(, #refusal));
            quote!(#private::CallOf<#args, #reply #refusal>)
        }
        _ => quote!(#private::CastOf<#args>),
    };
    quote! {
        #cfg
        #lints
        #(#own)*
        #[automatically_derived]
        impl #impl_generics #private::Handles<#key> for #self_ty #where_clause {
            type Shape = #shape;
            const MAKE: <Self::Shape as #private::Shape>::Make<Self> = #make;
        }
    }
}

fn implements(protocol: &syn::Path, sound: bool, names: &Names<'_>) -> TokenStream {
    let Names {
        impl_generics,
        where_clause,
        handle,
        lints,
        ..
    } = names;
    // What is missing is said of the protocol's name.
    let at = site(protocol.span());
    let private = names.krate.private_at(at);
    let body = if sound {
        quote_spanned!(at=> ::std::sync::Arc::new(::core::clone::Clone::clone(&self.inner)))
    } else {
        quote!(::core::unreachable!())
    };
    let object = quote_spanned!(at=> <dyn #protocol as #private::Protocol>::Object);
    quote_spanned! {at=>
        #lints
        #[automatically_derived]
        impl #impl_generics #private::Implements<#object> for #handle #where_clause {
            fn erased(&self) -> ::std::sync::Arc<#object> {
                #body
            }
        }
    }
}
