//! The tree itself: `Shop`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;
use syn::ext::IdentExt;

use super::Context;
use super::handle::{accessor, docs_or};

/// Associated functions of the tree. A child of this name is reached through the handle.
const FUNCTIONS: [&str; 4] = ["start", "run", "main", "spec"];

impl Context<'_> {
    pub(super) fn root(&self) -> TokenStream {
        let p = &self.private;
        let tree = self.tree;
        let (vis, name, handle) = (&tree.vis, &tree.name, &tree.root.handle);
        let cfgs = &tree.attrs.cfgs;
        let text = name.unraw().to_string();
        let docs = docs_or(&tree.attrs.docs, &format!("The supervision tree `{text}`."));
        let picture = self.picture();
        let generics = &tree.generics;
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let accessors = super::children(&tree.root)
            .filter(|child| !FUNCTIONS.contains(&child.name.to_string().as_str()))
            .map(|child| {
                let ty = self.handle_of(&tree.root, child);
                accessor(vis, child, &ty, &quote!(self.handle))
            });
        let functions = self.functions();
        let lints = self.lints();
        quote! {
            #(#cfgs)*
            #docs
            #picture
            #[must_use = "dropping it asks the tree to stop"]
            #vis struct #name #generics #where_clause {
                root: #p::Root,
                handle: #handle #ty_generics,
            }

            #(#cfgs)*
            #lints
            #[allow(dead_code, private_interfaces, reason = "a declaration says more than a program may use")]
            impl #impl_generics #name #ty_generics #where_clause {
                #functions
                #(#accessors)*
            }

            #(#cfgs)*
            #lints
            #[automatically_derived]
            impl #impl_generics ::core::ops::Deref for #name #ty_generics #where_clause {
                type Target = #handle #ty_generics;

                fn deref(&self) -> &Self::Target {
                    &self.handle
                }
            }

            #(#cfgs)*
            #lints
            #[automatically_derived]
            impl #impl_generics ::core::fmt::Debug for #name #ty_generics #where_clause {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = f.debug_struct(#text);
                    ::core::fmt::DebugStruct::field(&mut debug, "handle", &self.handle);
                    ::core::fmt::DebugStruct::finish_non_exhaustive(&mut debug)
                }
            }

            #(#cfgs)*
            #lints
            #[automatically_derived]
            impl #impl_generics #p::Tree for #name #ty_generics #where_clause {
                fn root(&self) -> &#p::Root {
                    &self.root
                }

                fn into_root(self) -> #p::Root {
                    self.root
                }
            }
        }
    }

    /// A deprecated tree goes on being one.
    fn lints(&self) -> Option<TokenStream> {
        let mut attrs = self.tree.attrs.docs.iter();
        let is_deprecated = attrs.any(|attr| attr.path().is_ident("deprecated"));
        is_deprecated.then(
            || quote!(#[allow(deprecated, reason = "it is for the users of the tree to hear")]),
        )
    }

    fn functions(&self) -> TokenStream {
        let p = &self.private;
        let vis = &self.tree.vis;
        let name = self.tree.name.unraw().to_string();
        let params = self.tree.params.iter().map(|param| {
            let (name, ty) = (&param.name, &param.ty);
            match param.refused {
                true => quote!(_: impl ::core::marker::Sized),
                false => quote!(#name: #ty),
            }
        });
        let taken = quote!(#(#params),*);
        let params = self.tree.params.iter().map(|param| match param.refused {
            true => quote!(()),
            false => param.name.to_token_stream(),
        });
        let params = tuple(&params.collect::<Vec<_>>());
        quote! {
            /// Starts the processes of the tree one after another, each when the one before it is up.
            ///
            /// # Errors
            ///
            /// One of them did not start. The error names it; those before it were stopped again.
            #vis fn start(#taken) -> #p::Start<Self> {
                let (supervisor, handle) = <Self as #p::Declared>::build(#name, #params);
                #p::Start::new(supervisor, move |root| Self { root, handle })
            }

            /// Runs the tree as the whole program, until it ends or a signal asks it to.
            #vis async fn run(#taken) -> ::std::process::ExitCode {
                #p::run::<Self>(#params).await
            }

            /// As `run`, for a program that has no runtime yet.
            #vis fn main(#taken) -> ::std::process::ExitCode {
                #p::main::<Self>(#params)
            }

            /// The declaration as plain data: it can be printed, compared and checked.
            #vis fn spec(#taken) -> #p::SupervisorSpec {
                let (supervisor, _) = <Self as #p::Declared>::build(#name, #params);
                #p::Supervisor::spec(&supervisor)
            }
        }
    }

    /// What another declaration needs to have this tree as a child.
    pub(super) fn declared(&self) -> TokenStream {
        let p = &self.private;
        let tree = self.tree;
        let (name, handle, cfgs) = (&tree.name, &tree.root.handle, &tree.attrs.cfgs);
        let (impl_generics, ty_generics, where_clause) = tree.generics.split_for_impl();
        let types: Vec<&Type> = tree.params.iter().map(|param| &param.ty).collect();
        let types = tuple(&types);
        let budget = self.total_budget();
        let (called, params) = (super::local("__name"), super::local("__params"));
        let body = self.body(&called, &params);
        let lints = self.lints();
        quote! {
            #(#cfgs)*
            #lints
            impl #impl_generics #p::Declared for #name #ty_generics #where_clause {
                type Handle = #handle #ty_generics;
                type Params = #types;

                const BUDGET_MS: ::core::option::Option<u64> = #budget;

                fn build(#called: &str, #params: Self::Params) -> (#p::Supervisor, Self::Handle) {
                    #body
                }
            }
        }
    }
}

/// Nothing is `()`, one thing is itself, more are a tuple.
pub(super) fn tuple<T: ToTokens>(things: &[T]) -> TokenStream {
    match things {
        [thing] => quote!(#thing),
        _ => quote!((#(#things),*)),
    }
}
