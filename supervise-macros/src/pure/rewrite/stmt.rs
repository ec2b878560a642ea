//! Statements and blocks.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, Expr, Local, Stmt};

use super::pattern::lends;
use super::{Rewriter, alias, item};

impl Rewriter<'_> {
    /// A block with its braces.
    pub(super) fn block(&mut self, block: &Block) -> TokenStream {
        let stmts = self.within(block);
        quote!({ #stmts })
    }

    /// A block without its braces.
    pub(super) fn within(&mut self, block: &Block) -> TokenStream {
        self.scopes.enter_block(item::names(&block.stmts));
        let mut stmts = TokenStream::new();
        for (i, stmt) in block.stmts.iter().enumerate() {
            stmts.extend(self.stmt(stmt));
            // `assert! { .. }` ends a statement by its brace, of which nothing is left.
            if matches!(stmt, Stmt::Macro(call) if call.semi_token.is_none())
                && i + 1 < block.stmts.len()
            {
                stmts.extend(quote!(;));
            }
        }
        self.scopes.leave();
        // What the block imports may be called like our own import, which is nearer then.
        let import = has_items(block).then(|| {
            let (pure, alias) = (&self.context.pure, alias());
            quote!(#[allow(unused_imports)] use #pure as #alias;)
        });
        quote!(#import #stmts)
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
        let attrs = self.attrs_of_binding(&local.attrs);
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
        let init_expr = local.init.as_ref().map(|init| &init.expr);
        self.lent = init_expr.is_some_and(|expr| lends(&expr.to_token_stream()));
        let fails = local
            .init
            .as_ref()
            .is_some_and(|init| init.diverge.is_some());
        let pat = match fails {
            true => self.pattern_of(&local.pat, unique),
            false => self.certain(&local.pat, unique),
        };
        self.lent = false;
        quote!(#attrs let #pat #init;)
    }
}

pub(super) fn has_items(block: &Block) -> bool {
    let mut stmts = block.stmts.iter();
    stmts.any(|stmt| matches!(stmt, Stmt::Item(_)))
}
