//! A function: rewritten, and a hidden type of its name that carries the twin. Types and functions
//! have different namespaces, and `use` imports both.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Generics, ItemFn};

use super::super::rewrite::Rewriter;
use super::super::signature::{Forward, MARK};
use super::super::{Context, bounds, std_names};
use super::{check_signature, conditions, data_checks, kept, lints};

pub(super) fn function(item: &ItemFn, context: &Context<'_>) -> TokenStream {
    let list = kept(&item.attrs, context);
    if !check_signature(&item.sig, context) {
        return quote!(#item);
    }
    let name = &item.sig.ident;
    if std_names::is_taken(&name.unraw().to_string()) {
        context.errors.report_help(
            name,
            format!("a pure function can't be named `{name}`: that is a name of std's"),
            "choose another name",
        );
    }
    let mut sig = item.sig.clone();
    bounds::augment_signature(&mut sig, &context.pure);
    let Forward {
        sig: mut twin,
        args,
        turbofish,
    } = Forward::of(&sig);
    twin.ident = Ident::new(MARK, name.span());
    let checks = data_checks(&item.sig, &Generics::default(), context);
    let body = Rewriter::body(context, &mut sig, &item.block, &checks);
    let vis = &item.vis;
    let cfg = conditions(&item.attrs);
    let lints = lints();
    quote! {
        #(#list)*
        #lints
        #vis #sig #body

        #cfg
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #vis enum #name {}

        #cfg
        #[doc(hidden)]
        #[allow(dead_code, non_snake_case, clippy::all)]
        impl #name {
            #[inline(always)]
            #vis #twin { #name #turbofish(#(#args),*) }
        }
    }
}
