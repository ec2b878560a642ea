//! Names for the types that children are of, so that one which is not what it has to be is one error.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, GenericParam, PathArguments};

use super::{Context, children, ours, path_of};
use crate::tree::model::{Child, Group, Kind};

impl Context<'_> {
    /// The type that a child is of, by the name that it has in [`Context::aliases`].
    pub(super) fn type_of(&self, group: &Group, child: &Child) -> TokenStream {
        match (self.alias(group, child), path_of(child)) {
            (Some(alias), _) => quote!(#alias),
            (None, path) => quote!(#path),
        }
    }

    /// The same in front of the fields of a value.
    pub(super) fn constructor_of(&self, group: &Group, child: &Child) -> TokenStream {
        if let Some(alias) = self.alias(group, child) {
            return quote!(#alias);
        }
        // In an expression the arguments of a type are written with `::`.
        let mut path = path_of(child).cloned();
        for segment in path.iter_mut().flat_map(|path| &mut path.segments) {
            if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                arguments.colon2_token.get_or_insert_default();
            }
        }
        quote!(#path)
    }

    /// The name of what a child is of. A path that mentions a parameter of the tree has none: it
    /// can't stand in a constant. Nor has one with arguments, for the handle of the tree may be
    /// among them: whether `Cache<ShopRef>` is a process depends on whether `ShopRef` is `Send`,
    /// that on its fields, and these would depend on the constant.
    fn alias(&self, group: &Group, child: &Child) -> Option<Ident> {
        let path = path_of(child)?;
        if path
            .segments
            .iter()
            .any(|segment| !segment.arguments.is_empty())
        {
            return None;
        }
        let params = self.tree.generics.params.iter().map(|param| match param {
            GenericParam::Type(param) => param.ident.to_string(),
            GenericParam::Const(param) => param.ident.to_string(),
            GenericParam::Lifetime(param) => param.lifetime.ident.to_string(),
        });
        let params: Vec<String> = params.collect();
        if mentions(quote!(#path), &params) {
            return None;
        }
        let at = ours(path.segments.last()?.ident.span());
        let name = child.name.unraw();
        Some(quote::format_ident!("__{}_{name}", group.handle, span = at))
    }

    /// A name for each type that a child is of. Everything else is said of the name, and only the
    /// constant in it asks whether the type is what it has to be. When it isn't, the name stands
    /// for an error that was reported, about which rustc says nothing more.
    pub(super) fn aliases(&self, group: &Group, cfgs: &[Attribute]) -> TokenStream {
        let aliases = children(group).filter_map(|child| {
            let (alias, path) = (self.alias(group, child)?, path_of(child)?);
            let at = ours(path.span());
            let p = self.krate.private_at(at);
            let child_cfgs = &child.attrs.cfgs;
            let is = match &child.kind {
                Kind::Tree { .. } => {
                    quote_spanned!(at=> TreeIf<{ #p::must_be_a_declared_tree::<#path>() }>>::Tree)
                }
                _ => quote_spanned!(at=> ProcessIf<{ #p::must_be_a_process::<#path>() }>>::Process),
            };
            // The documentation shows what a name stands for.
            Some(quote_spanned! {at=>
                #(#cfgs)*
                #(#child_cfgs)*
                #[cfg(doc)]
                type #alias = #path;
                #(#cfgs)*
                #(#child_cfgs)*
                #[cfg(not(doc))]
                type #alias = <#path as #p::#is;
            })
        });
        aliases.collect()
    }
}

/// Whether `tokens` mention one of `names`.
fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
        TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}
