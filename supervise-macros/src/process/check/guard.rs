//! The rules of guards: `when = *n > self.limit` looks, and does nothing else.

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprClosure, Macro};

use super::Checked;
use crate::diag::{Errors, Reported};

/// The first mistake is enough. What pure mode refuses is its own to report.
pub(super) fn check(guard: &Expr, is_pure: bool, errors: &Errors) -> Checked {
    if is_pure {
        return Ok(());
    }
    let mut look = Look {
        errors,
        in_closure: false,
        found: Ok(()),
    };
    look.visit_expr(guard);
    look.found
}

struct Look<'a> {
    errors: &'a Errors,
    /// What is returned there is the closure's.
    in_closure: bool,
    found: Checked,
}

const PRINTS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

impl Look<'_> {
    fn refuse(&mut self, at: impl ToTokens, message: &str, help: &str) {
        if self.found.is_ok() {
            self.found = Err::<(), Reported>(self.errors.report_help(at, message, help));
        }
    }
}

impl<'ast> Visit<'ast> for Look<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        const CHANGES: &str = "a guard only looks: nothing is changed before it is known whose \
                               message this is";
        const LATER: &str = "do this in the handler";
        match expr {
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.refuse(
                    reference,
                    "a guard only looks, and takes nothing by `&mut`",
                    LATER,
                );
            }
            Expr::Assign(assign) => {
                self.refuse(
                    assign,
                    CHANGES,
                    "compare with `==`, or do this in the handler",
                );
            }
            Expr::Binary(binary) if assigns(&binary.op) => self.refuse(binary, CHANGES, LATER),
            Expr::Await(awaits) => self.refuse(
                awaits,
                "a guard can't wait: the next message would wait with it",
                "look at what is in `self`, or decide in the handler",
            ),
            Expr::Return(returns) if !self.in_closure => self.refuse(
                returns,
                "a guard is an expression, and has nothing to return from",
                "write the condition itself",
            ),
            Expr::Try(tries) if !self.in_closure => self.refuse(
                tries,
                "a guard is an expression, and `?` has nothing to return from",
                "write `.is_ok_and(|value| ..)` or `.is_some_and(|value| ..)`",
            ),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        let outer = std::mem::replace(&mut self.in_closure, true);
        visit::visit_expr_closure(self, closure);
        self.in_closure = outer;
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string());
        if name.is_some_and(|name| PRINTS.contains(&&*name)) {
            self.refuse(
                call,
                "a guard only looks: it may be asked for messages of other handlers",
                "print in the handler",
            );
        }
    }
}

fn assigns(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}
