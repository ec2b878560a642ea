//! The attributes of expressions and statements.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr};

use super::Rewriter;
use crate::pure::attrs;

impl Rewriter<'_> {
    pub(super) fn attrs(&mut self, list: &[Attribute]) -> TokenStream {
        for attr in list {
            if !attrs::is_harmless(attr) {
                let message = format!(
                    "the attribute `{}` could change what was checked",
                    attrs::name(attr)
                );
                self.refuse(attr, message, "remove it");
            }
        }
        quote!(#(#list)*)
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
