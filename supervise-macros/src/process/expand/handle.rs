//! `spawn` and the handle: what the user sees.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;

use super::{Names, constructor, reply, site};
use crate::process::attrs::{Kind, cfg, cfg_none};
use crate::process::model::{Method, Process, one_or_tuple};
use crate::process::types;

pub(super) fn spawn(process: &Process, names: &Names<'_>) -> TokenStream {
    if !process.spawn {
        return TokenStream::new();
    }
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        handle,
        lints,
        ..
    } = names;
    let inits: Vec<&Method> = process.of(Kind::Init).collect();
    let with_init = inits.iter().map(|init| spawn_init(init, process, names));
    let conditions: Vec<_> = inits.iter().map(|init| &init.conditions[..]).collect();
    let without_init = cfg_none(&conditions).map(|cfg| {
        let vis = process.widest();
        let doc = format!(" Starts this `{}` as a process.", process.name);
        quote! {
            #cfg
            #[doc = #doc]
            #vis fn spawn(self) -> #handle {
                #private::spawn_value(self)
            }
        }
    });
    quote! {
        #lints
        #[allow(dead_code, rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
        impl #impl_generics #self_ty #where_clause {
            #(#with_init)*
            #without_init
        }
    }
}

fn spawn_init(init: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&init.conditions);
    let (vis, carried) = (&init.vis, &init.carried);
    let doc = format!(
        " Starts a `{}`. To be awaited: gives its handle once it is up, or says why it is not.",
        process.name
    );
    let blank = (!carried.is_empty()).then(|| quote!(#[doc = ""]));
    let (params, args) = params(init);
    let args = one_or_tuple(args);
    let generics = &init.generics;
    let where_clause = &generics.where_clause;
    let body = if init.sound {
        quote!(#private::Spawn::new(#args))
    } else {
        quote!(::core::unreachable!())
    };
    quote! {
        #cfg
        #[doc = #doc]
        #blank
        #(#carried)*
        #vis fn spawn #generics (#params) -> #private::Spawn<Self> #where_clause {
            #body
        }
    }
}

pub(super) fn handle(process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        handle,
        lints,
        ..
    } = names;
    let (ident, generics) = (&process.handle, &process.generics);
    // Generics that only a where clause ties to the process would count as unused.
    let loose = process
        .generics
        .type_params()
        .any(|param| types::find(process.self_ty.clone(), &param.ident.to_string()).is_none());
    let (phantom, phantom_init) = match &names.phantom {
        Some(phantom) if loose => (
            quote!(generics: #phantom,),
            quote!(generics: ::core::marker::PhantomData,),
        ),
        _ => (TokenStream::new(), TokenStream::new()),
    };
    let phantom_copy = &phantom_init;
    let doc = format!(" Handle of a `{}`.", process.name);
    let private_bounds = (!generics.params.is_empty()).then(|| quote!(#[allow(private_bounds)]));
    let methods = process
        .methods
        .iter()
        .filter(|method| matches!(method.kind, Kind::Call | Kind::Cast))
        .filter(|method| process.is_first(method))
        .map(|method| method_of(method, process, names));
    quote! {
        #[doc = #doc]
        #lints
        #private_bounds
        pub struct #ident #generics #where_clause {
            inner: #private::Ref<#self_ty>,
            #phantom
        }

        #lints
        #[allow(
            private_bounds,
            private_interfaces,
            rustdoc::broken_intra_doc_links,
            rustdoc::private_intra_doc_links
        )]
        impl #impl_generics #handle #where_clause {
            #(#methods)*
        }

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #handle #where_clause {
            fn clone(&self) -> Self {
                Self { inner: ::core::clone::Clone::clone(&self.inner), #phantom_copy }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::cmp::PartialEq for #handle #where_clause {
            fn eq(&self, other: &Self) -> bool {
                ::core::cmp::PartialEq::eq(&self.inner, &other.inner)
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::cmp::Eq for #handle #where_clause {}

        #[automatically_derived]
        impl #impl_generics ::core::hash::Hash for #handle #where_clause {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                ::core::hash::Hash::hash(&self.inner, state);
            }
        }

        #[automatically_derived]
        impl #impl_generics ::core::fmt::Debug for #handle #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.inner, f)
            }
        }

        #lints
        #[automatically_derived]
        impl #impl_generics #private::Handle<#self_ty> for #handle #where_clause {
            fn from_ref(inner: #private::Ref<#self_ty>) -> Self {
                Self { inner, #phantom_init }
            }

            fn as_ref(&self) -> &#private::Ref<#self_ty> {
                &self.inner
            }
        }

        #private::pure::inert! { (#impl_generics) (#handle) (#where_clause) }
    }
}

fn method_of(method: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let self_ty = names.self_ty;
    let cfg = cfg(&method.conditions);
    let Method {
        vis,
        variant: name,
        carried,
        lints,
        ..
    } = method;
    let at = site(name.span());
    let private = names.krate.private_at(at);
    let make = constructor(method, process, names);
    let (params, args) = params(method);
    let handed_on = args.clone();
    let args = one_or_tuple(args);
    let args_ty = method.args_ty();
    // In pure code a message is data until the runtime sends it.
    let twin = crate::pure::twin(name);
    let (returned, new) = match method.kind {
        Kind::Call => {
            let (reply, refusal) = reply(method, &names.private);
            let refusal = refusal.map(|refusal| quote!(, #refusal));
            (
                quote_spanned!(at=> #private::Call<'_, #self_ty, #args_ty, #reply #refusal>),
                quote!(#private::Call::new),
            )
        }
        _ => (
            quote_spanned!(at=> #private::Cast<'_, #self_ty, #args_ty>),
            quote!(#private::Cast::new),
        ),
    };
    if !method.sound {
        return stub(method, names);
    }
    // The handle is `pub` where the process may not be, so its methods may need a documentation
    // that the handler does not.
    let doc = (!carried
        .iter()
        .any(|attr| types::find(attr.clone(), "doc").is_some()))
    .then(|| {
        let verb = if method.kind == Kind::Call {
            "Calls"
        } else {
            "Casts"
        };
        let doc = format!(" {verb} `{}`.", name.unraw());
        quote!(#[doc = #doc])
    });
    quote_spanned! {at=>
        #cfg
        #doc
        #(#carried)*
        #vis fn #name(&self, #params) -> #returned {
            #new(&self.inner, #args, #make)
        }

        #cfg
        #[doc(hidden)]
        #(#lints)*
        #[allow(deprecated, dead_code, clippy::all)]
        #[inline(always)]
        #vis fn #twin(&self, #params) -> #returned {
            self.#name(#(#handed_on),*)
        }
    }
}

/// What the callers of a mistaken handler need, so that its mistake is the only error.
fn stub(method: &Method, names: &Names<'_>) -> TokenStream {
    let Names {
        private, self_ty, ..
    } = names;
    let cfg = cfg(&method.conditions);
    let Method {
        vis,
        variant: name,
        generics,
        ..
    } = method;
    let (params, _) = params(method);
    let where_clause = &generics.where_clause;
    let returned = match method.kind {
        Kind::Call if !is_reply(&method.output.ty) => {
            quote!(#private::Call<'_, #self_ty, (), ()>)
        }
        Kind::Call => {
            let (reply, refusal) = reply(method, private);
            let reply = types::statics(reply);
            let refusal = refusal.map(|refusal| types::statics(quote!(, #refusal)));
            quote!(#private::Call<'_, #self_ty, (), #reply #refusal>)
        }
        _ => quote!(#private::Cast<'_, #self_ty, ()>),
    };
    quote! {
        #cfg
        #[allow(unused_variables)]
        #vis fn #name #generics (&self, #params) -> #returned #where_clause {
            ::core::unreachable!()
        }
    }
}

/// Whether a type can be that of a reply; `impl Trait` and `!` can't stand in another type.
pub(crate) fn is_reply(ty: &TokenStream) -> bool {
    types::find(ty.clone(), "impl").is_none()
        && types::sendable_instead(ty).is_none()
        && ty.to_string() != "!"
}

/// The parameters of a function that makes the message, and their names as expressions.
pub(crate) fn params(method: &Method) -> (TokenStream, Vec<TokenStream>) {
    let (names, types): (Vec<_>, Vec<_>) = method.message().unzip();
    let args = names.iter().map(ToTokens::to_token_stream).collect();
    (quote!(#(#names: #types),*), args)
}
