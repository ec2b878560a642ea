//! How a process becomes one of the protocol: it has all handlers, by names and types. What is
//! missing, or is another one, is asked for by a trait of its own, whose text says so.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse_quote;

use super::{Names, args, params, reply, returned};
use crate::names::key;
use crate::process::attrs::Kind;
use crate::protocol::model::{Method, Protocol};

pub(super) fn bridge(protocol: &Protocol, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        impl_generics,
        where_clause,
        name,
        ..
    } = names;
    let process = process();
    let demands = protocol.sound().map(|method| demand(method, names));
    let methods = protocol.sound().map(|method| method_of(method, names));
    let ty_args: Vec<_> = protocol.type_args().collect();
    let bounds = protocol.sound().map(|method| {
        let (has, is) = (has(method), is(method));
        quote!(#has<Shape: #is<#process, #(#ty_args),*>>)
    });
    let bound = names.with_process(&parse_quote!(#process: #private::Process #(+ #bounds)*));
    let (bound, ..) = bound.split_for_impl();
    quote! {
        #[allow(non_camel_case_types, private_interfaces, private_bounds, deprecated)]
        const _: () = {
            #(#demands)*

            #[automatically_derived]
            impl #bound #name for #private::Ref<#process> #where_clause {
                #(#methods)*
            }

            #[automatically_derived]
            impl #impl_generics #private::Protocol for dyn #name #where_clause {
                type Object = Self;
            }
        };
    }
}

/// That a process has a handler of the name, and that it is the one that is meant.
fn demand(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let protocol = names.protocol;
    let process = process();
    let handler = &method.handler;
    let (has, is, key) = (has(method), is(method), key(&handler.name));
    let lints = &handler.lints;
    let (name, called) = (handler.name.unraw(), protocol.name.unraw());
    let written = method.written.replace('{', "{{").replace('}', "}}");
    let missing = format!("`{{Self}}` does not implement `{called}`: it has no handler `{name}`");
    let other = format!(
        "`{{{process}}}` does not implement `{called}`: its `{name}` is not that of the protocol"
    );
    let label = format!("`{called}` has `{written}`");
    let args = handler.args_ty();
    let (shape, make) = match handler.kind {
        Kind::Call => {
            let (reply, refusal) = reply(handler, private);
            let refusal = refusal.map(|refusal| quote!(, #refusal));
            (
                quote!(#private::CallOf<#args, #reply #refusal>),
                quote!(fn(#private::ReplyTo<#reply #refusal>, #args) -> #process::Message),
            )
        }
        _ => (
            quote!(#private::CastOf<#args>),
            quote!(fn(#args) -> #process::Message),
        ),
    };
    let trait_generics = names.with_process(&parse_quote!(#process: #private::Process));
    let where_clause = &names.where_clause;
    let with_handler =
        names.with_process(&parse_quote!(#process: #private::Handles<#key, Shape = Self>));
    let (with_handler, ..) = with_handler.split_for_impl();
    let ty_args = protocol.type_args();
    quote! {
        #[diagnostic::on_unimplemented(message = #missing, label = #label)]
        pub trait #has: #private::Process {
            type Shape;
        }

        #[diagnostic::do_not_recommend]
        impl<#process: #private::Handles<#key>> #has for #process {
            type Shape = <#process as #private::Handles<#key>>::Shape;
        }

        #[diagnostic::on_unimplemented(message = #other, label = #label)]
        #(#lints)*
        pub trait #is #trait_generics #where_clause {
            const MAKE: #make;
        }

        #(#lints)*
        impl #with_handler #is<#process, #(#ty_args),*> for #shape #where_clause {
            const MAKE: #make = <#process as #private::Handles<#key>>::MAKE;
        }
    }
}

fn method_of(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let process = process();
    let (has, is) = (has(method), is(method));
    let (lints, name) = (&method.handler.lints, &method.handler.name);
    let (params, _) = params(&method.handler);
    let args = args(method);
    let returned = returned(method, names);
    let new = match method.handler.kind {
        Kind::Call => quote!(#private::ProtocolCall::new),
        _ => quote!(#private::ProtocolCast::new),
    };
    let ty_args = names.protocol.type_args();
    quote! {
        #(#lints)*
        fn #name(&self, #params) -> #returned {
            #new(self, #args, <<#process as #has>::Shape as #is<#process, #(#ty_args),*>>::MAKE)
        }
    }
}

fn process() -> Ident {
    format_ident!("__P")
}

fn has(method: &Method) -> Ident {
    format_ident!("has_{}", method.handler.name.unraw())
}

fn is(method: &Method) -> Ident {
    format_ident!("is_{}", method.handler.name.unraw())
}
