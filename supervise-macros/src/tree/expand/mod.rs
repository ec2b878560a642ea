//! The generated items: builder calls and typed accessors, no logic.

mod alias;
mod budget;
mod build;
mod handle;
mod picture;
mod root;
mod settings;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, GenericParam, Path};

use super::model::{Call, Child, Group, Kind, Tree};
use crate::names::{Krate, moved};

/// `sound` is false after an error: then nothing is asserted that the error may have broken.
pub(crate) fn expand(call: &Call, sound: bool) -> TokenStream {
    let trees = call.trees.iter().map(|tree| {
        let context = Context {
            krate: &call.krate,
            private: call.krate.private(),
            tree,
            sound,
        };
        let root = context.root();
        let declared = context.declared();
        let handles = context.handles(&tree.root, &tree.attrs.cfgs, None);
        let assertions = context.assertions();
        quote!(#root #declared #handles #assertions)
    });
    call.krate.import().into_iter().chain(trees).collect()
}

/// What every part of the expansion of a tree needs.
struct Context<'a> {
    krate: &'a Krate,
    /// The path of the door to the runtime.
    private: TokenStream,
    tree: &'a Tree,
    sound: bool,
}

impl Context<'_> {
    /// Whether the items of the tree have parameters, which a constant beside them can't name.
    fn parametrised(&self) -> bool {
        !self.tree.generics.params.is_empty()
    }

    /// Whether there are type parameters. Derives would put bounds on them, and a handle type need
    /// not mention each.
    fn generic(&self) -> bool {
        let mut params = self.tree.generics.params.iter();
        params.any(|param| !matches!(param, GenericParam::Const(_)))
    }

    /// The type of a child's handle.
    fn handle_of(&self, group: &Group, child: &Child) -> TokenStream {
        let of = |path: &Path| {
            let at = ours(path.span());
            (at, self.krate.private_at(at), self.type_of(group, child))
        };
        match &child.kind {
            Kind::Worker { path, .. } => {
                let (span, p, ty) = of(path);
                quote_spanned!(span=> <#ty as #p::Process>::Handle)
            }
            Kind::Dynamic { path } => {
                let (span, p, ty) = of(path);
                quote_spanned!(span=> #p::DynamicRef<#ty>)
            }
            Kind::Pool { path, .. } => {
                let (span, p, ty) = of(path);
                // How work is given out is part of the handle's type.
                let route = Ident::new(child.options.routing().0, Span::call_site());
                quote_spanned!(span=> #p::PoolRef<#ty, #p::#route>)
            }
            Kind::Tasks => {
                let p = &self.private;
                quote!(#p::TasksRef)
            }
            Kind::Supervisor(group) => {
                let handle = &group.handle;
                let (_, generics, _) = self.tree.generics.split_for_impl();
                quote!(#handle #generics)
            }
            Kind::Tree { path, .. } => {
                let (span, p, ty) = of(path);
                quote_spanned!(span=> <#ty as #p::Declared>::Handle)
            }
            Kind::Broken => quote!(()),
        }
    }
}

/// What a child is of.
fn path_of(child: &Child) -> Option<&Path> {
    match &child.kind {
        Kind::Worker { path, .. }
        | Kind::Dynamic { path }
        | Kind::Pool { path, .. }
        | Kind::Tree { path, .. } => Some(path),
        Kind::Supervisor(_) | Kind::Tasks | Kind::Broken => None,
    }
}

/// The children that were understood.
fn children(group: &Group) -> impl Iterator<Item = &Child> {
    let known = |child: &&Child| !matches!(child.kind, Kind::Broken);
    group.children.iter().filter(known)
}

/// Our tokens, but errors about them point at `place`. (A span that belongs to the user would not
/// do: rustc can't join it with ours, and points at the whole macro call instead.)
fn ours(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// A name that neither shadows nor is shadowed by one in the user's code. It starts with `__`, so
/// that it is not that of a child or parameter either: see [`local_of`].
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The name under which a child or parameter is known in `build`.
fn local_of(name: &Ident) -> Ident {
    moved(name, super::check::own(name.span()))
}

/// The attributes of a nested item: those of everything around it, and its own.
fn join<'a>(outer: &'a [Attribute], inner: &'a [Attribute]) -> Vec<Attribute> {
    outer.iter().chain(inner).cloned().collect()
}
