//! Writes the code. Nothing here can fail.

mod bridge;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, parse_quote};

use super::model::{Method, Protocol};
use crate::process::attrs::{Kind, cfg};
use crate::process::expand::handle::{is_reply, params};
use crate::process::expand::{reply, site};
use crate::process::model::one_or_tuple;
use crate::process::types;

pub(super) fn protocol(protocol: &Protocol) -> TokenStream {
    let names = Names::new(protocol);
    let mut output = TokenStream::new();
    output.extend(protocol.krate.import());
    output.extend(declaration(protocol, &names));
    output.extend(handle(protocol, &names));
    output.extend(bridge::bridge(protocol, &names));
    output
}

/// The tokens that all parts of the expansion are made of.
struct Names<'a> {
    protocol: &'a Protocol,
    private: TokenStream,
    /// `<K: Send + 'static, V: Send + 'static>`
    impl_generics: TokenStream,
    where_clause: TokenStream,
    /// `Store<K, V>`
    name: TokenStream,
    /// `StoreRef<K, V>`
    handle: TokenStream,
    lints: TokenStream,
}

impl<'a> Names<'a> {
    fn new(protocol: &'a Protocol) -> Self {
        let (impl_generics, ty_generics, where_clause) = protocol.generics.split_for_impl();
        let (name, handle, lints) = (&protocol.name, &protocol.handle, &protocol.lints);
        let mut methods = protocol.methods.iter();
        // The handle goes on having what is deprecated.
        let deprecated = methods.any(|method| method.handler.is_deprecated());
        let deprecated = deprecated.then(|| quote!(#[allow(deprecated)]));
        Self {
            protocol,
            private: protocol.krate.private(),
            impl_generics: impl_generics.to_token_stream(),
            where_clause: where_clause.to_token_stream(),
            name: quote!(#name #ty_generics),
            handle: quote!(#handle #ty_generics),
            lints: quote!(#(#lints)* #deprecated),
        }
    }

    /// The generics with one more parameter, for the process.
    fn with_process(&self, process: &syn::TypeParam) -> Generics {
        let mut generics = self.protocol.generics.clone();
        generics.params.insert(0, parse_quote!(#process));
        generics
    }
}

/// What a call or cast is to its caller: the type, with its parameters.
fn returned(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names
        .protocol
        .krate
        .private_at(site(method.handler.name.span()));
    let args = method.handler.args_ty();
    match method.handler.kind {
        Kind::Call => {
            let (reply, refusal) = reply(&method.handler, private);
            let refusal = refusal.map(|refusal| quote!(, #refusal));
            quote!(#private::ProtocolCall<'_, #args, #reply #refusal>)
        }
        _ => quote!(#private::ProtocolCast<'_, #args>),
    }
}

/// The trait, by whose object the handle reaches a process.
fn declaration(protocol: &Protocol, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        where_clause,
        ..
    } = names;
    let Protocol {
        attrs,
        vis,
        name,
        generics,
        ..
    } = protocol;
    let methods = protocol.sound().map(|method| {
        let (params, _) = params(&method.handler);
        let (name, doc) = (&method.handler.name, doc(method));
        let (carried, returned) = (&method.handler.carried, returned(method, names));
        quote!(#doc #(#carried)* fn #name(&self, #params) -> #returned;)
    });
    quote! {
        #(#attrs)*
        #[allow(dead_code, private_interfaces, private_bounds)]
        #vis trait #name #generics: #private::AnyRef #where_clause {
            #(#methods)*
        }
    }
}

fn handle(protocol: &Protocol, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        impl_generics,
        where_clause,
        name,
        handle,
        lints,
        ..
    } = names;
    let (ident, generics, vis) = (&protocol.handle, &protocol.generics, &protocol.vis);
    let doc = format!(
        " Handle of any process that implements [`{}`].",
        protocol.name.unraw()
    );
    let methods = protocol.methods.iter().map(|method| {
        if method.handler.sound {
            method_of(method, names)
        } else {
            stub(method, names)
        }
    });
    let implementor = format_ident!("__H");
    let from = names.with_process(&parse_quote!(#implementor: #private::Implements<dyn #name>));
    let (from, ..) = from.split_for_impl();
    quote! {
        #[doc = #doc]
        #lints
        #vis struct #ident #generics #where_clause {
            inner: ::std::sync::Arc<dyn #name>,
        }

        #lints
        #[allow(
            private_interfaces,
            rustdoc::broken_intra_doc_links,
            rustdoc::private_intra_doc_links
        )]
        impl #impl_generics #handle #where_clause {
            #(#methods)*
        }

        #[automatically_derived]
        impl #from ::core::convert::From<#implementor> for #handle #where_clause {
            fn from(handle: #implementor) -> Self {
                Self { inner: #private::Implements::erased(&handle) }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #handle #where_clause {
            fn clone(&self) -> Self {
                Self { inner: ::core::clone::Clone::clone(&self.inner) }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::cmp::PartialEq for #handle #where_clause {
            fn eq(&self, other: &Self) -> bool {
                #private::ProtocolHandle::untyped(self) == #private::ProtocolHandle::untyped(other)
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::cmp::Eq for #handle #where_clause {}

        #[automatically_derived]
        impl #impl_generics ::core::hash::Hash for #handle #where_clause {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                ::core::hash::Hash::hash(&#private::ProtocolHandle::untyped(self), state);
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::fmt::Debug for #handle #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&#private::ProtocolHandle::untyped(self), f)
            }
        }

        #[automatically_derived]
        impl #impl_generics #private::ProtocolHandle for #handle #where_clause {
            fn untyped(&self) -> #private::Untyped {
                #private::AnyRef::untyped(&*self.inner)
            }
        }

        #private::pure::inert! { (#impl_generics) (#handle) (#where_clause) }
    }
}

fn method_of(method: &Method, names: &Names<'_>) -> TokenStream {
    let (protocol, vis) = (&names.name, &names.protocol.vis);
    let name = &method.handler.name;
    let (params, args) = params(&method.handler);
    let (doc, carried) = (doc(method), &method.handler.carried);
    let returned = returned(method, names);
    quote_spanned! {site(name.span())=>
        #doc
        #(#carried)*
        #vis fn #name(&self, #params) -> #returned {
            <dyn #protocol as #protocol>::#name(&*self.inner, #(#args),*)
        }
    }
}

/// What the callers of a mistaken method need, so that its mistake is the only error.
fn stub(method: &Method, names: &Names<'_>) -> TokenStream {
    let (private, vis) = (&names.private, &names.protocol.vis);
    let handler = &method.handler;
    let cfg = cfg(&handler.conditions);
    let (name, generics) = (&handler.name, &handler.generics);
    let where_clause = &generics.where_clause;
    let (params, _) = params(handler);
    let returned = match handler.kind {
        Kind::Call if !is_reply(&handler.output.ty) => {
            quote!(#private::ProtocolCall<'_, (), ()>)
        }
        Kind::Call => {
            let (reply, refusal) = reply(handler, private);
            let reply = types::statics(reply);
            let refusal = refusal.map(|refusal| types::statics(quote!(, #refusal)));
            quote!(#private::ProtocolCall<'_, (), #reply #refusal>)
        }
        _ => quote!(#private::ProtocolCast<'_, ()>),
    };
    quote! {
        #cfg
        #[allow(unused_variables)]
        #vis fn #name #generics (&self, #params) -> #returned #where_clause {
            ::core::unreachable!()
        }
    }
}

/// What stands there where the user says nothing.
fn doc(method: &Method) -> Option<TokenStream> {
    let mut carried = method.handler.carried.iter();
    if carried.any(|attr| types::find(attr.clone(), "doc").is_some()) {
        return None;
    }
    let verb = if method.handler.kind == Kind::Call {
        "Calls"
    } else {
        "Casts"
    };
    let doc = format!(" {verb} `{}`.", method.handler.name.unraw());
    Some(quote!(#[doc = #doc]))
}

/// The arguments of a method as one value.
fn args(method: &Method) -> TokenStream {
    one_or_tuple(params(&method.handler).1)
}
