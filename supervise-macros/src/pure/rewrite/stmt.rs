//! Statements and blocks.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, Expr, Item, Local, Stmt};

use super::{Rewriter, alias};
use crate::pure::attrs;

impl Rewriter<'_> {
    /// A block with its braces.
    pub(super) fn block(&mut self, block: &Block) -> TokenStream {
        self.scopes.enter();
        let stmts = self.stmts(&block.stmts);
        self.scopes.leave();
        // What the block imports may be called like our own import, which is nearer then.
        let import = block
            .stmts
            .iter()
            .any(|stmt| matches!(stmt, Stmt::Item(_)))
            .then(|| {
                let (pure, alias) = (&self.context.pure, alias());
                quote!(#[allow(unused_imports)] use #pure as #alias;)
            });
        quote!({ #import #stmts })
    }

    pub(super) fn stmts(&mut self, stmts: &[Stmt]) -> TokenStream {
        stmts.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&mut self, stmt: &Stmt) -> TokenStream {
        match stmt {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(item) => self.item(item),
            Stmt::Expr(expr, semi) => {
                // They stand before the statement, and syn gives them to its first expression.
                let attrs = self.attrs(super::attrs::leading(expr));
                self.hoisted = !attrs.is_empty();
                let expr = self.expr(expr);
                self.hoisted = false;
                quote!(#attrs #expr #semi)
            }
            Stmt::Macro(stmt) => {
                let attrs = self.attrs(&stmt.attrs);
                let call = self.macro_call(&stmt.mac);
                let semi = &stmt.semi_token;
                quote!(#attrs #call #semi)
            }
        }
    }

    fn local(&mut self, local: &Local) -> TokenStream {
        let attrs = self.attrs(&local.attrs);
        // The initial value does not see the names that it is bound to.
        let init = local.init.as_ref().map(|init| {
            let value = self.expr(&init.expr);
            let diverge = init.diverge.as_ref().map(|(else_token, expr)| {
                let expr = self.expr(expr);
                quote!(#else_token #expr)
            });
            let value = if init.diverge.is_some() {
                // `let .. = a { 0: b } else` would not be read as one expression.
                quote!((#value))
            } else {
                value
            };
            quote!(= #value #diverge)
        });
        let unique = local.init.as_ref().is_some_and(|init| {
            matches!(&*init.expr, Expr::Reference(reference) if reference.mutability.is_some())
        });
        let pat = self.pattern_of(&local.pat, unique);
        quote!(#attrs let #pat #init;)
    }

    fn item(&mut self, item: &Item) -> TokenStream {
        let attrs = match item {
            // What they name is resolved where it is used; what they compute, at compile time.
            Item::Use(_) | Item::Const(_) | Item::Static(_) | Item::Type(_) => {
                return item.to_token_stream();
            }
            Item::Fn(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            _ => {
                return self.refuse(
                    item,
                    "this item can't stand in pure code",
                    "move it out of the function",
                );
            }
        };
        if attrs.iter().any(attrs::is_pure) {
            return item.to_token_stream();
        }
        let head = head(item);
        self.refuse(
            head,
            "an item in pure code is not checked with it",
            "put `#[pure]` on it, or move it out of the function",
        )
    }
}

/// The word and the name to blame.
fn head(item: &Item) -> TokenStream {
    match item {
        Item::Fn(item) => item.sig.ident.to_token_stream(),
        Item::Struct(item) => item.ident.to_token_stream(),
        Item::Enum(item) => item.ident.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Mod(item) => item.ident.to_token_stream(),
        Item::Impl(item) => item.impl_token.to_token_stream(),
        item => item.to_token_stream(),
    }
}
