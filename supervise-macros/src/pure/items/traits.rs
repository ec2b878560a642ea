//! Traits: each method has its twin beside it, and only marked impls are complete.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    FnArg, ItemTrait, ReceiverKind, ReturnType, Signature, TraitItem, TraitItemConst, TraitItemFn,
    TraitItemType, Type,
};

use super::super::rewrite::Rewriter;
use super::super::signature::{Forward, twin};
use super::super::{Context, bounds};
use super::{check_signature, conditions, data_checks, kept, lints};

pub(super) fn definition(item: &ItemTrait, context: &Context<'_>) -> TokenStream {
    let pure = &context.pure;
    let mut generics = item.generics.clone();
    bounds::augment(&mut generics, pure);
    let mut supertraits = item.supertraits.clone();
    bounds::mirror(&mut supertraits, pure);
    supertraits.push(syn::parse_quote!(#pure::Pure));
    let members = item.items.iter().map(|member| match member {
        TraitItem::Fn(method) => self::method(method, item, context),
        TraitItem::Type(ty) => {
            let list = kept(&ty.attrs, context);
            let mut ty = TraitItemType {
                attrs: Vec::new(),
                ..ty.clone()
            };
            bounds::mirror(&mut ty.bounds, pure);
            ty.bounds.push(syn::parse_quote!(#pure::Pure));
            if ty.colon_token.is_none() {
                ty.colon_token = Some(syn::Token![:](ty.ident.span()));
            }
            quote!(#(#list)* #ty)
        }
        TraitItem::Const(constant) => {
            let list = kept(&constant.attrs, context);
            let constant = TraitItemConst {
                attrs: Vec::new(),
                ..constant.clone()
            };
            quote!(#(#list)* #constant)
        }
        other => {
            context.errors.report_help(
                other,
                "this can't stand in a pure trait",
                "write out what it stands for",
            );
            TokenStream::new()
        }
    });
    let where_clause = &generics.where_clause;
    let (list, vis, ident) = (kept(&item.attrs, context), &item.vis, &item.ident);
    let lints = lints();
    quote! {
        #(#list)*
        #lints
        #vis trait #ident #generics: #supertraits #where_clause {
            #(#members)*
            #[doc(hidden)]
            fn every_impl_must_be_marked_pure(&self) -> #pure::Seal;
        }
    }
}

fn method(method: &TraitItemFn, item: &ItemTrait, context: &Context<'_>) -> TokenStream {
    let list = kept(&method.attrs, context);
    if !check_signature(&method.sig, context) {
        return method.to_token_stream();
    }
    let mut sig = method.sig.clone();
    bounds::augment_signature(&mut sig, &context.pure);
    let Forward {
        sig: mut twin_sig,
        args,
        turbofish,
    } = Forward::of(&sig);
    let name = std::mem::replace(&mut twin_sig.ident, twin(&method.sig.ident));
    if is_by_value(&sig) {
        twin_sig
            .generics
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: Sized));
    }
    let body = method.default.as_ref().map(|block| {
        let checks = data_checks(&method.sig, &item.generics, context);
        Rewriter::body(context, &mut sig, block, &checks)
    });
    let end = body.is_none().then(|| quote!(;));
    let cfg = conditions(&method.attrs);
    quote! {
        #(#list)*
        #sig #body #end
        #cfg
        #[doc(hidden)]
        #[allow(non_snake_case, clippy::all)]
        #[inline(always)]
        #twin_sig { Self::#name #turbofish(#(#args),*) }
    }
}

/// Whether `Self` itself is taken or returned, which a body can do with a type of a known size only.
fn is_by_value(sig: &Signature) -> bool {
    let is_self = |ty: &Type| matches!(ty, Type::Path(ty) if ty.path.is_ident("Self"));
    let taken = sig.inputs.iter().any(|input| match input {
        FnArg::Receiver(receiver) => matches!(receiver.kind, ReceiverKind::Value),
        FnArg::Typed(param) => is_self(&param.ty),
    });
    taken || matches!(&sig.output, ReturnType::Type(_, ty) if is_self(ty))
}
