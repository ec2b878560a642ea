//! What a process is started with.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::process::{called, inner_names};
use super::{Names, reply, site};
use crate::process::attrs::{Kind, cfg, cfg_none};
use crate::process::model::{Method, Process, one_or_tuple};
use crate::process::types;

/// The types and the functions of init, for each init and for where there is none.
pub(super) fn beginning(process: &Process, names: &Names<'_>) -> (TokenStream, TokenStream) {
    let private = &names.private;
    let inits: Vec<&Method> = process.of(Kind::Init).collect();
    let conditions: Vec<_> = inits.iter().map(|init| &init.conditions[..]).collect();
    let (mut types, mut functions) = (TokenStream::new(), TokenStream::new());
    for init in inits {
        let (args, error, function) = of(init, names);
        let (cfg, lints) = (cfg(&init.conditions), &init.lints);
        let at = site(init.name.span());
        types.extend(quote_spanned! {at=>
            #cfg
            #(#lints)*
            type Args = #args;
            #cfg
            type InitError = #error;
        });
        functions.extend(quote!(#cfg #(#lints)* #function));
    }
    if let Some(cfg) = cfg_none(&conditions) {
        types.extend(quote! {
            #cfg
            type Args = Self;
            #cfg
            type InitError = ::core::convert::Infallible;
        });
        functions.extend(quote! {
            #cfg
            async fn init(
                args: Self,
                _: &mut #private::Cx<Self>,
            ) -> ::core::result::Result<#private::Init<Self>, Self::InitError> {
                #private::IntoInit::<Self>::into_init(args)
            }
        });
    }
    (types, functions)
}

/// The arguments, the error, and the function.
fn of(init: &Method, names: &Names<'_>) -> (TokenStream, TokenStream, TokenStream) {
    let private = &names.private;
    let infallible = quote!(::core::convert::Infallible);
    let result = quote!(::core::result::Result<#private::Init<Self>, Self::InitError>);
    let args_ty = init.args_ty();
    if !init.sound {
        let generic = !init.generics.params.is_empty();
        let is_impl = types::find(args_ty.clone(), "impl").is_some();
        let args_ty = if generic || is_impl || types::sendable_instead(&args_ty).is_some() {
            quote!(())
        } else {
            types::statics(args_ty)
        };
        let function = quote! {
            async fn init(_: #args_ty, _: &mut #private::Cx<Self>) -> #result {
                ::core::unreachable!()
            }
        };
        return (args_ty, infallible, function);
    }
    let at = site(init.output.ty.span());
    let private_at = names.krate.private_at(at);
    let ty = &init.output.ty;
    let error = match reply(init, &names.private) {
        (_, Some(error)) => error,
        _ if ty.to_string() == names.self_ty.to_string() => infallible,
        // `Init<Self>`, or an alias of something.
        _ => quote_spanned!(at=> <#ty as #private_at::IntoInit<Self>>::Error),
    };
    let args = one_or_tuple(inner_names(init));
    let made = called(init, names, at);
    let body = quote_spanned!(at=> #private_at::IntoInit::<Self>::into_init(#made));
    let function = quote! {
        async fn init(#args: #args_ty, cx: &mut #private::Cx<Self>) -> #result {
            #body
        }
    };
    (args_ty, error, function)
}
