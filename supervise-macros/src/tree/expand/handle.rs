//! The handle types: `ShopRef`, `ShopFeedsRef`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, GenericParam, Visibility};

use super::{Context, children, join};
use crate::tree::model::{Child, Group, Kind};

impl Context<'_> {
    /// The handle type of a supervisor and those of the supervisors below it.
    pub(super) fn handles(
        &self,
        group: &Group,
        cfgs: &[Attribute],
        child: Option<&Child>,
    ) -> TokenStream {
        let own = self.handle(group, cfgs, child);
        let below = children(group).filter_map(|child| match &child.kind {
            Kind::Supervisor(nested) => {
                let cfgs = join(cfgs, &child.attrs.cfgs);
                Some(self.handles(nested, &cfgs, Some(child)))
            }
            _ => None,
        });
        quote!(#own #(#below)*)
    }

    fn handle(&self, group: &Group, cfgs: &[Attribute], child: Option<&Child>) -> TokenStream {
        let p = &self.private;
        let tree = self.tree;
        let (vis, handle, generics) = (&tree.vis, &group.handle, &tree.generics);
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let docs = match child {
            Some(child) => {
                let text = format!("Handle of the processes under `{}`.", child.name.unraw());
                docs_or(&child.attrs.docs, &text)
            }
            None => {
                let text = format!("Handle of the tree [`{}`].", tree.name.unraw());
                doc(&text)
            }
        };
        let derive =
            (!self.generic()).then(|| quote!(#[derive(::core::clone::Clone, ::core::fmt::Debug)]));
        let by_hand = self.generic().then(|| self.clone_and_debug(group, cfgs));
        let fields = children(group).map(|child| {
            let (cfgs, name, ty) = (&child.attrs.cfgs, &child.name, self.handle_of(group, child));
            quote!(#(#cfgs)* #name: #ty)
        });
        let marker = self.generic().then(|| {
            let mentioned = generics.params.iter().filter_map(|param| match param {
                GenericParam::Type(param) => {
                    let name = &param.ident;
                    Some(quote!(#name))
                }
                GenericParam::Lifetime(param) => {
                    let lifetime = &param.lifetime;
                    Some(quote!(&#lifetime ()))
                }
                GenericParam::Const(_) => None,
            });
            quote!(__generics: ::core::marker::PhantomData<fn() -> (#(#mentioned,)*)>,)
        });
        let accessors = children(group)
            .map(|child| accessor(vis, child, &self.handle_of(group, child), &quote!(self)));
        let aliases = self.aliases(group, cfgs);
        quote! {
            #aliases

            #(#cfgs)*
            #docs
            #derive
            #vis struct #handle #generics #where_clause {
                __supervisor: #p::SupervisorRef,
                #(#fields,)*
                #marker
            }

            #(#cfgs)*
            #[allow(dead_code, private_interfaces, reason = "a declaration says more than a program may use")]
            impl #impl_generics #handle #ty_generics #where_clause {
                #(#accessors)*
            }

            #(#cfgs)*
            #[automatically_derived]
            impl #impl_generics #p::TreeHandle for #handle #ty_generics #where_clause {
                fn supervisor(&self) -> &#p::SupervisorRef {
                    &self.__supervisor
                }
            }

            #by_hand
        }
    }

    /// Without the bounds on the type parameters that the derives would ask for.
    fn clone_and_debug(&self, group: &Group, cfgs: &[Attribute]) -> TokenStream {
        let handle = &group.handle;
        let (impl_generics, ty_generics, where_clause) = self.tree.generics.split_for_impl();
        let text = handle.to_string();
        let cloned = children(group).map(|child| {
            let (cfgs, name) = (&child.attrs.cfgs, &child.name);
            quote!(#(#cfgs)* #name: ::core::clone::Clone::clone(&self.#name))
        });
        let shown = children(group).map(|child| {
            let (cfgs, name) = (&child.attrs.cfgs, &child.name);
            let text = name.unraw().to_string();
            quote!(#(#cfgs)* ::core::fmt::DebugStruct::field(&mut debug, #text, &self.#name);)
        });
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #impl_generics ::core::clone::Clone for #handle #ty_generics #where_clause {
                fn clone(&self) -> Self {
                    Self {
                        __supervisor: ::core::clone::Clone::clone(&self.__supervisor),
                        #(#cloned,)*
                        __generics: ::core::marker::PhantomData,
                    }
                }
            }

            #(#cfgs)*
            #[automatically_derived]
            impl #impl_generics ::core::fmt::Debug for #handle #ty_generics #where_clause {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = f.debug_struct(#text);
                    #(#shown)*
                    ::core::fmt::DebugStruct::finish(&mut debug)
                }
            }
        }
    }
}

/// The method that returns a child's handle, which is a field of `holder`.
pub(super) fn accessor(
    vis: &Visibility,
    child: &Child,
    ty: &TokenStream,
    holder: &TokenStream,
) -> TokenStream {
    let (cfgs, name) = (&child.attrs.cfgs, &child.name);
    let docs = docs_or(&child.attrs.docs, &about(child));
    quote! {
        #(#cfgs)*
        #docs
        #vis fn #name(&self) -> &#ty {
            &#holder.#name
        }
    }
}

fn about(child: &Child) -> String {
    let name = child.name.unraw();
    let last = |path: &syn::Path| {
        let last = path.segments.last();
        last.map_or_else(String::new, |last| last.ident.unraw().to_string())
    };
    match &child.kind {
        Kind::Worker { path, .. } => format!("The `{}` process `{name}`.", last(path)),
        Kind::Dynamic { path } => {
            format!(
                "`{name}`, under which `{}` processes are started.",
                last(path)
            )
        }
        Kind::Pool { path, .. } => format!("The pool `{name}` of `{}` processes.", last(path)),
        Kind::Tasks => format!("The supervisor of tasks `{name}`."),
        Kind::Supervisor(_) => format!("The processes under `{name}`."),
        Kind::Tree { path, .. } => format!("The `{}` tree `{name}`.", last(path)),
        Kind::Broken => String::new(),
    }
}

/// The user's own documentation, else ours: what is generated is never undocumented.
pub(super) fn docs_or(attrs: &[Attribute], otherwise: &str) -> TokenStream {
    if attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        return quote!(#(#attrs)*);
    }
    let doc = doc(otherwise);
    quote!(#doc #(#attrs)*)
}

/// As `/// text` would say it.
fn doc(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#[doc = #text])
}
