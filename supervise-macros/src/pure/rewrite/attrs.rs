//! The attributes of expressions, statements, and what binds a name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{AttrStyle, Attribute, Expr, FnArg, Meta, Pat, Signature};

use super::{Rewriter, alias};
use crate::pure::attrs;

impl Rewriter<'_> {
    pub(super) fn attrs(&mut self, list: &[Attribute]) -> TokenStream {
        for attr in list {
            if let AttrStyle::Inner(_) = attr.style {
                // Before the expression it would be of what is around that.
                self.refuse(
                    attr,
                    "in pure code an inner attribute stands in an item, not in an expression",
                    "write it above the item, or in its first line",
                );
            } else if !attrs::is_harmless(attr) {
                let message = format!(
                    "the attribute `{}` could change what was checked",
                    attrs::name(attr)
                );
                self.refuse(attr, message, "remove it");
            }
        }
        let list = list.iter().map(attrs::outer);
        quote!(#(#list)*)
    }

    /// Those of what binds a name. If that may not be there, the name may be a function's outside.
    pub(super) fn attrs_of_binding(&mut self, list: &[Attribute]) -> TokenStream {
        for attr in list {
            if attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr") {
                self.refuse(
                    attr,
                    "a name in pure code can't be bound under a condition",
                    "put the condition on the whole item, or on an expression: `if cfg!(..)`",
                );
            }
        }
        self.attrs(list)
    }

    /// The names of parameters that are not there: they are bound to what nobody can call.
    pub(super) fn absent(&mut self, sig: &Signature) -> TokenStream {
        let mut names: Vec<(&Ident, Vec<TokenStream>)> = Vec::new();
        for input in &sig.inputs {
            let FnArg::Typed(param) = input else { continue };
            let Pat::Ident(pat) = &*param.pat else {
                let _ = self.attrs_of_binding(&param.attrs);
                continue;
            };
            let (cfg, others): (Vec<_>, Vec<_>) = param
                .attrs
                .iter()
                .cloned()
                .partition(|attr| attr.path().is_ident("cfg"));
            let _ = self.attrs_of_binding(&others);
            if cfg.is_empty() {
                continue;
            }
            let cfg = cfg.iter().filter_map(|attr| match &attr.meta {
                Meta::List(list) => Some(&list.tokens),
                _ => None,
            });
            let there = quote!(all(#(#cfg),*));
            // The same name may stand there once for each condition.
            match names.iter_mut().find(|(name, _)| **name == pat.ident) {
                Some((_, conditions)) => conditions.push(there),
                None => names.push((&pat.ident, vec![there])),
            }
        }
        let pure = alias();
        let lets = names.into_iter().map(|(name, conditions)| {
            quote! {
                #[cfg(not(any(#(#conditions),*)))]
                #[allow(unused_variables)]
                let #name = #pure::Absent;
            }
        });
        lets.collect()
    }
}

/// Those of the expression that a statement begins with.
pub(super) fn leading(expr: &Expr) -> &[Attribute] {
    let own = of(expr);
    if !own.is_empty() {
        return own;
    }
    match expr {
        Expr::Assign(assign) => leading(&assign.left),
        Expr::Binary(binary) => leading(&binary.left),
        Expr::Call(call) => leading(&call.func),
        Expr::Cast(cast) => leading(&cast.expr),
        Expr::Field(field) => leading(&field.base),
        Expr::Index(index) => leading(&index.expr),
        Expr::MethodCall(call) => leading(&call.receiver),
        Expr::Try(tried) => leading(&tried.expr),
        _ => own,
    }
}

/// The expression's own.
pub(super) fn of(expr: &Expr) -> &[Attribute] {
    macro_rules! attrs {
        ($($variant:ident)*) => {
            match expr {
                $(Expr::$variant(expr) => &expr.attrs,)*
                _ => &[],
            }
        };
    }
    attrs!(
        Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop
        Group If Index Infer Let Lit Loop Macro Match MethodCall Paren Path Range RawAddr Reference
        Repeat Return Struct Try TryBlock Tuple Unary Unsafe While Yield
    )
}
