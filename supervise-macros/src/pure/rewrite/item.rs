//! Items in bodies. What they bring into a block hides the local names outside of it, also before the
//! item: so a callee of that name is none of the locals.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Ident, Item, ItemUse, Meta, Stmt, Token, UseTree};

use super::path::is_upper;
use super::{Rewriter, alias};
use crate::pure::items::{self, conditions};
use crate::pure::{Context, args, attrs};

impl Rewriter<'_> {
    pub(super) fn item(&mut self, item: &Item) -> TokenStream {
        match item {
            // What they name is resolved where it is used; what they compute, at compile time.
            Item::Const(plain) => self.plain(&plain.attrs, item),
            Item::Static(plain) => self.plain(&plain.attrs, item),
            Item::Type(plain) => self.plain(&plain.attrs, item),
            Item::Use(import) => {
                let checks = self.globs(import);
                let import = self.plain(&import.attrs, import);
                quote!(#import #checks)
            }
            other => self.marked(other.clone()),
        }
    }

    /// An item that stays as it is. An attribute could make any other of it.
    fn plain(&mut self, list: &[Attribute], item: impl ToTokens) -> TokenStream {
        let _ = self.attrs(list);
        item.to_token_stream()
    }

    /// An item that says of itself that it is pure is made so here, whatever else is called `pure`.
    fn marked(&mut self, mut item: Item) -> TokenStream {
        let Some((list, name)) = parts(&mut item) else {
            return self.refuse(
                item,
                "this item can't stand in pure code",
                "move it out of the function",
            );
        };
        let Some(mark) = list.iter().position(is_mark) else {
            return self.refuse(
                name,
                "an item in pure code is not checked with it",
                "put `#[pure]` on it, or move it out of the function",
            );
        };
        let above: Vec<Attribute> = list.drain(..mark).collect();
        let mark = list.remove(0);
        let _ = self.attrs(&above);
        list.splice(..0, above.into_iter().filter(attrs::is_harmless));
        let said = match mark.meta {
            Meta::List(list) => list.tokens,
            _ => TokenStream::new(),
        };
        let args = args::parse(said, self.context.errors);
        let context = Context {
            errors: self.context.errors,
            pure: self.context.pure.clone(),
            no_trust: self.context.no_trust || args.no_trust,
            deref: args.deref,
            deref_mut: args.deref_mut,
            process: false,
            implements: None,
            block: None,
            messages: &[],
        };
        items::item(&item, &context)
    }

    /// A glob may bring the variants of pure data, and nothing that could be called in a local's place.
    fn globs(&mut self, import: &ItemUse) -> TokenStream {
        let mut found = Vec::new();
        globs(&import.tree, &[], &mut found);
        let (cfg, lead, pure) = (conditions(&import.attrs), &import.leading_colon, alias());
        let checks = found.into_iter().map(|(path, star)| {
            if !path.last().is_some_and(is_upper) {
                return self.refuse_glob(&star);
            }
            quote!(#cfg #pure::is_pure::<#lead #(#path)::*>();)
        });
        checks.collect()
    }

    fn refuse_glob(&mut self, star: &Token![*]) -> TokenStream {
        let _ = self.refuse(
            star,
            "what is imported here could stand in for a local name",
            "name what is needed, or move the import out of the function",
        );
        TokenStream::new()
    }
}

/// The names that the items of a block bring. Those of types only do no harm.
pub(super) fn names(stmts: &[Stmt]) -> Vec<String> {
    let mut names = Vec::new();
    for stmt in stmts {
        match stmt {
            Stmt::Item(Item::Use(import)) => imported(&import.tree, None, &mut names),
            Stmt::Item(Item::Const(item)) => names.push(item.ident.unraw().to_string()),
            Stmt::Item(Item::Static(item)) => names.push(item.ident.unraw().to_string()),
            Stmt::Item(Item::Fn(item)) => names.push(item.sig.ident.unraw().to_string()),
            Stmt::Item(Item::Struct(item)) => names.push(item.ident.unraw().to_string()),
            _ => {}
        }
    }
    names
}

fn imported(tree: &UseTree, within: Option<&Ident>, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => imported(&path.tree, Some(&path.ident), names),
        UseTree::Name(name) if name.ident == "self" => {
            names.extend(within.map(|ident| ident.unraw().to_string()));
        }
        UseTree::Name(name) => names.push(name.ident.unraw().to_string()),
        UseTree::Rename(renamed) => names.push(renamed.rename.unraw().to_string()),
        UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, within, names);
            }
        }
        UseTree::Glob(_) => {}
    }
}

/// The globs of an import, with the paths before them.
fn globs(tree: &UseTree, before: &[Ident], found: &mut Vec<(Vec<Ident>, Token![*])>) {
    match tree {
        UseTree::Path(path) => {
            let mut before = before.to_vec();
            before.push(path.ident.clone());
            globs(&path.tree, &before, found);
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                globs(tree, before, found);
            }
        }
        UseTree::Glob(glob) => found.push((before.to_vec(), glob.star_token)),
        UseTree::Name(_) | UseTree::Rename(_) => {}
    }
}

/// The attribute that makes an item pure; a process is more than its block.
fn is_mark(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|last| last.ident == "pure")
}

/// The attributes of an item that may be pure, and what to blame.
fn parts(item: &mut Item) -> Option<(&mut Vec<Attribute>, TokenStream)> {
    let blamed = match item {
        Item::Fn(item) => item.sig.ident.to_token_stream(),
        Item::Struct(item) => item.ident.to_token_stream(),
        Item::Enum(item) => item.ident.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Mod(item) => item.ident.to_token_stream(),
        Item::Impl(item) => item.impl_token.to_token_stream(),
        _ => return None,
    };
    Some((items::attributes(item)?, blamed))
}
