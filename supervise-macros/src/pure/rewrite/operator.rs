//! Operators: they stay as they are, behind a check of their operands' types.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprAssign, ExprBinary, ExprUnary, UnOp};

use super::expr::is_literal;
use super::{Rewriter, site};

impl Rewriter<'_> {
    pub(super) fn binary(&mut self, binary: &ExprBinary) -> TokenStream {
        let op = &binary.op;
        let at = op.span();
        if is_literal(&binary.left) && is_literal(&binary.right) {
            return quote!((#binary));
        }
        if let BinOp::And(_) | BinOp::Or(_) = op {
            let (left, right) = (self.expr(&binary.left), self.expr(&binary.right));
            return quote!(#left #op #right);
        }
        if let Some(name) = comparison(op) {
            let (left, right) = (self.expr(&binary.left), self.expr(&binary.right));
            if self.constant {
                // The guard compares by a trait, which no `const fn` can.
                let guard = self.guard("check_compared", at);
                return quote_spanned! {site(at)=>
                    (match (&(#left), &(#right)) {
                        (left, right) => { #guard(left, right); *left #op *right }
                    })
                };
            }
            let guard = self.guard(name, at);
            return quote_spanned!(site(at)=> #guard(&(#left), &(#right)));
        }
        let Some(check) = check(op) else {
            return self.refuse(
                op,
                "this operator can't stand in pure code",
                "use a function that is marked `#[pure]`",
            );
        };
        let guard = self.guard(check, at);
        if check.ends_with("_assign") {
            self.changes(&binary.left);
            let right = self.expr(&binary.right);
            let left = self.expr(&binary.left);
            if is_name(&binary.left) {
                // It is there already, and what stands right may look at it.
                return quote_spanned! {site(at)=>
                    (match (#guard(), #right) {
                        (operands, right) => *operands.left(&mut #left) #op operands.right(right),
                    })
                };
            }
            return quote_spanned! {site(at)=>
                (match #guard() {
                    operands => *operands.left(&mut #left) #op operands.right(#right),
                })
            };
        }
        let (left, right) = (self.expr(&binary.left), self.expr(&binary.right));
        quote_spanned! {site(at)=>
            (match (#left, #right) { (left, right) => { #guard(&left, &right); left #op right } })
        }
    }

    pub(super) fn unary(&mut self, unary: &ExprUnary) -> TokenStream {
        let op = &unary.op;
        let check = match op {
            // Data that has a `Deref` of its own says so, and it is checked where it is declared.
            UnOp::Deref(_) => {
                let inner = self.expr(&unary.expr);
                return quote!((#op #inner));
            }
            UnOp::Not(_) => "check_not",
            UnOp::Neg(_) => "check_neg",
            _ => {
                return self.refuse(
                    op,
                    "this operator can't stand in pure code",
                    "use a function that is marked `#[pure]`",
                );
            }
        };
        let inner = self.expr(&unary.expr);
        if is_literal(&unary.expr) {
            return quote!(#op #inner);
        }
        let at = op.span();
        let guard = self.guard(check, at);
        quote_spanned!(site(at)=> (match #inner { value => { #guard(&value); #op value } }))
    }

    pub(super) fn assign(&mut self, assign: &ExprAssign) -> TokenStream {
        let right = self.expr(&assign.right);
        let left = self.target(&assign.left);
        let eq = &assign.eq_token;
        quote!(#left #eq #right)
    }

    /// What is assigned to: a place, or several of them taken apart.
    fn target(&mut self, target: &Expr) -> TokenStream {
        match target {
            Expr::Tuple(tuple) => {
                let elems: Vec<_> = tuple.elems.iter().map(|elem| self.target(elem)).collect();
                quote!((#(#elems,)*))
            }
            Expr::Array(array) => {
                let elems: Vec<_> = array.elems.iter().map(|elem| self.target(elem)).collect();
                quote!([#(#elems),*])
            }
            Expr::Paren(paren) => self.target(&paren.expr),
            Expr::Group(group) => self.target(&group.expr),
            // A call is no place: this is a pattern, or it does not compile.
            Expr::Call(call) => {
                let path = &call.func;
                let elems: Vec<_> = call.args.iter().map(|elem| self.target(elem)).collect();
                quote!(#path(#(#elems),*))
            }
            Expr::Struct(taken) if taken.rest.is_none() => {
                let fields = taken.fields.iter().map(|field| {
                    let (attrs, member) = (self.attrs(&field.attrs), &field.member);
                    let target = self.target(&field.expr);
                    quote!(#attrs #member: #target)
                });
                let fields: Vec<_> = fields.collect();
                let (path, rest) = (&taken.path, &taken.dot2_token);
                let comma = (!fields.is_empty() && rest.is_some()).then(|| quote!(,));
                quote!(#path { #(#fields),* #comma #rest })
            }
            place => {
                self.changes(place);
                self.expr(place)
            }
        }
    }

    /// Refuses to change a place that a closure has captured.
    pub(super) fn changes(&mut self, place: &Expr) {
        if let Some(root) = self.scopes.captured_root(place) {
            self.refuse_capture(&root);
        }
    }

    pub(super) fn refuse_capture(&mut self, root: &proc_macro2::Ident) -> TokenStream {
        self.refuse(
            root,
            format!("a closure in pure code can't change `{root}`, which it captures"),
            "use a `for` loop, or a `fold` that returns the new value",
        )
    }
}

/// A place that nothing is called for.
fn is_name(place: &Expr) -> bool {
    match place {
        Expr::Path(_) => true,
        Expr::Field(field) => is_name(&field.base),
        Expr::Paren(paren) => is_name(&paren.expr),
        Expr::Group(group) => is_name(&group.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_name(&unary.expr),
        _ => false,
    }
}

fn comparison(op: &BinOp) -> Option<&'static str> {
    Some(match op {
        BinOp::Eq(_) => "eq",
        BinOp::Ne(_) => "ne",
        BinOp::Lt(_) => "lt",
        BinOp::Le(_) => "le",
        BinOp::Gt(_) => "gt",
        BinOp::Ge(_) => "ge",
        _ => return None,
    })
}

fn check(op: &BinOp) -> Option<&'static str> {
    Some(match op {
        BinOp::Add(_) => "check_add",
        BinOp::Sub(_) => "check_sub",
        BinOp::Mul(_) => "check_mul",
        BinOp::Div(_) => "check_div",
        BinOp::Rem(_) => "check_rem",
        BinOp::BitAnd(_) => "check_bit_and",
        BinOp::BitOr(_) => "check_bit_or",
        BinOp::BitXor(_) => "check_bit_xor",
        BinOp::Shl(_) => "check_shl",
        BinOp::Shr(_) => "check_shr",
        BinOp::AddAssign(_) => "check_add_assign",
        BinOp::SubAssign(_) => "check_sub_assign",
        BinOp::MulAssign(_) => "check_mul_assign",
        BinOp::DivAssign(_) => "check_div_assign",
        BinOp::RemAssign(_) => "check_rem_assign",
        BinOp::BitAndAssign(_) => "check_bit_and_assign",
        BinOp::BitOrAssign(_) => "check_bit_or_assign",
        BinOp::BitXorAssign(_) => "check_bit_xor_assign",
        BinOp::ShlAssign(_) => "check_shl_assign",
        BinOp::ShrAssign(_) => "check_shr_assign",
        _ => return None,
    })
}
