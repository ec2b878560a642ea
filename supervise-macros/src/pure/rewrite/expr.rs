//! Expressions, each with its row; what has none is refused.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Arm, Expr, ExprCast, ExprRepeat, ExprStruct, Index, Pat, Token, Type};

use super::call::is_constructor;
use super::scope::is_unique;
use super::{Rewriter, alias, site};
use crate::pure::bounds;

impl Rewriter<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> TokenStream {
        let attrs = super::attrs::of(expr);
        if attrs.is_empty() || std::mem::take(&mut self.hoisted) {
            return self.row(expr);
        }
        let attrs = self.attrs(attrs);
        let tokens = self.row(expr);
        quote!(#attrs #tokens)
    }

    fn row(&mut self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Array(array) => {
                let elems = self.exprs(&array.elems);
                quote!([#(#elems),*])
            }
            Expr::Assign(assign) => self.assign(assign),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Block(block) => {
                let label = &block.label;
                let block = self.block(&block.block);
                quote!(#label #block)
            }
            Expr::Break(leave) => {
                let label = &leave.label;
                let value = leave.expr.as_ref().map(|expr| self.expr(expr));
                quote!(break #label #value)
            }
            Expr::Call(call) => self.call(call),
            Expr::Cast(cast) => self.cast(cast),
            Expr::Closure(closure) => self.closure(closure),
            // Computed by the compiler, where nothing can be done; what comes out has to be data.
            Expr::Const(block) => self.checked(block, block.const_token.span),
            Expr::Continue(_) | Expr::Infer(_) | Expr::Lit(_) => expr.to_token_stream(),
            Expr::Field(field) => {
                let base = self.place(&field.base);
                let member = &field.member;
                quote!(#base.#member)
            }
            Expr::ForLoop(each) if self.constant => self.refuse(
                each.for_token,
                "a `const fn` can't go through an iterator",
                "write a `while` loop, or remove `const`",
            ),
            Expr::Try(tried) if self.constant => self.refuse(
                tried.question_token,
                "a `const fn` can't use `?`",
                "write a `match`, or remove `const`",
            ),
            Expr::ForLoop(each) => {
                let over = self.expr(&each.expr);
                let guard = self.guard("into_iter", each.expr.span());
                self.scopes.enter();
                self.certain = true;
                let pat = self.taken_from(&each.expr, &each.pat);
                self.certain = false;
                let body = self.block(&each.body);
                self.scopes.leave();
                let label = &each.label;
                let (for_token, in_token) = (&each.for_token, &each.in_token);
                quote!(#label #for_token #pat #in_token #guard(#over) #body)
            }
            Expr::Group(group) => {
                let inner = self.expr(&group.expr);
                quote!((#inner))
            }
            Expr::If(branch) => {
                self.scopes.enter();
                let cond = self.expr(&branch.cond);
                let then = self.block(&branch.then_branch);
                self.scopes.leave();
                let otherwise = branch.else_branch.as_ref().map(|(else_token, expr)| {
                    let expr = self.expr(expr);
                    quote!(#else_token #expr)
                });
                let if_token = &branch.if_token;
                quote!(#if_token #cond #then #otherwise)
            }
            Expr::Index(index) => {
                let at = self.apart(&index.index);
                let base = self.place(&index.expr);
                if self.constant {
                    // Where no trait can be asked, only arrays and slices have an index.
                    return quote_spanned!(index.bracket_token.span.join()=> #base[#at]);
                }
                // Not as generated code, of which rustc speaks last: it says most of what is wrong.
                let inside = index.index.span();
                let (pure, ix) = (Ident::new("__pure", inside), Ident::new("ix", inside));
                quote_spanned!(index.bracket_token.span.join()=> #base[#pure::#ix(#at)])
            }
            Expr::Let(bind) => {
                let value = self.expr(&bind.expr);
                let pat = self.taken_from(&bind.expr, &bind.pat);
                quote!(let #pat = #value)
            }
            Expr::Loop(each) => {
                let (label, loop_token) = (&each.label, &each.loop_token);
                let body = self.block(&each.body);
                quote!(#label #loop_token #body)
            }
            Expr::Macro(call) => self.macro_call(&call.mac),
            Expr::Match(choice) => {
                let on = self.expr(&choice.expr);
                let arms: Vec<_> = choice
                    .arms
                    .iter()
                    .map(|arm| self.arm(&choice.expr, arm))
                    .collect();
                let match_token = &choice.match_token;
                quote!(#match_token #on { #(#arms)* })
            }
            Expr::MethodCall(call) => self.method_call(call),
            Expr::Paren(paren) => {
                let inner = self.expr(&paren.expr);
                quote!((#inner))
            }
            Expr::Path(path) => self.path_value(path),
            Expr::Range(range) => {
                let start = range.start.as_ref().map(|expr| self.expr(expr));
                let end = range.end.as_ref().map(|expr| self.expr(expr));
                let limits = &range.limits;
                quote!(#start #limits #end)
            }
            Expr::Reference(reference) => {
                if reference.mutability.is_some() {
                    self.changes(&reference.expr);
                }
                let mutability = &reference.mutability;
                let and = &reference.and_token;
                let inner = if mutability.is_some() {
                    self.expr(&reference.expr)
                } else if let Some(constant) = constant(&reference.expr) {
                    // It may outlive the function, which what a guard returns could not.
                    let guard = self.guard("place", reference.expr.span());
                    quote_spanned!(site(reference.expr.span())=> (*#guard(&#constant)))
                } else {
                    self.looked_at(&reference.expr)
                };
                quote!(#and #mutability #inner)
            }
            Expr::Repeat(repeat) => self.repeat(repeat),
            Expr::Return(leave) => {
                let token = &leave.return_token;
                let value = leave.expr.as_ref().map(|expr| self.expr(expr));
                quote!(#token #value)
            }
            Expr::Struct(made) => self.structure(made),
            Expr::Try(tried) => {
                let at = tried.question_token.span;
                let inner = self.expr(&tried.expr);
                let (branch, residual) = (self.guard("branch", at), self.guard("from_residual", at));
                let pure = alias();
                quote_spanned! {site(at)=>
                    (match #branch(#inner) {
                        #pure::core::ops::ControlFlow::Continue(value) => value,
                        #pure::core::ops::ControlFlow::Break(residual) => return #residual(residual),
                    })
                }
            }
            Expr::Tuple(tuple) => {
                let elems = self.exprs(&tuple.elems);
                quote!((#(#elems,)*))
            }
            Expr::Unary(unary) => self.unary(unary),
            Expr::While(each) => {
                self.scopes.enter();
                let cond = self.expr(&each.cond);
                let body = self.block(&each.body);
                self.scopes.leave();
                let (label, while_token) = (&each.label, &each.while_token);
                quote!(#label #while_token #cond #body)
            }
            Expr::Await(awaited) => self.refuse(
                awaited.await_token,
                "pure code can't wait: awaiting lets the world in",
                "describe what is to be done: `Next::send`, or `Next::call`, which brings the answer back as a message",
            ),
            Expr::Async(block) => self.refuse(
                block.async_token,
                "`async` has no place in pure code",
                "describe what is to be done as an effect of `Next`",
            ),
            Expr::Unsafe(block) => self.refuse(
                block.unsafe_token,
                "`unsafe` has no place in pure code: nothing could be promised any more",
                "move it out, and vouch for it: `trust_pure!(\"why it is safe\", call())`",
            ),
            Expr::RawAddr(address) => self.refuse(
                address,
                "an address is not the same in every run",
                "use a reference",
            ),
            _ => self.refuse(
                expr,
                "this expression can't stand in pure code",
                "move it out, and vouch for it: `trust_pure!(\"why it is safe\", ..)`",
            ),
        }
    }

    pub(super) fn exprs<'e>(
        &mut self,
        list: impl IntoIterator<Item = &'e Expr>,
    ) -> Vec<TokenStream> {
        list.into_iter().map(|expr| self.expr(expr)).collect()
    }

    /// A part of a place that stays as shared as the whole.
    fn place(&mut self, expr: &Expr) -> TokenStream {
        let shared = self.shared;
        let tokens = self.looked_at(expr);
        self.shared = shared;
        tokens
    }

    /// What stands inside a place without being one.
    pub(super) fn apart(&mut self, expr: &Expr) -> TokenStream {
        let shared = std::mem::take(&mut self.shared);
        let tokens = self.expr(expr);
        self.shared = shared;
        tokens
    }

    fn arm(&mut self, on: &Expr, arm: &Arm) -> TokenStream {
        let attrs = self.attrs(&arm.attrs);
        self.scopes.enter();
        let (pat, guard) = match &arm.pat {
            Pat::Guard(guarded) => {
                let pat = self.taken_from(on, &guarded.pat);
                let guard = self.expr(&guarded.guard);
                (pat, Some(quote!(if #guard)))
            }
            pat => (self.taken_from(on, pat), None),
        };
        let body = self.expr(&arm.body);
        self.scopes.leave();
        let (arrow, comma) = (&arm.fat_arrow_token, &arm.comma);
        quote!(#attrs #pat #guard #arrow #body #comma)
    }

    fn structure(&mut self, made: &ExprStruct) -> TokenStream {
        if made.qself.is_some() {
            return self.refuse(
                made,
                "this expression can't stand in pure code",
                "name the type",
            );
        }
        let at = made.path.span();
        let fields: Vec<_> = made
            .fields
            .iter()
            .map(|field| {
                let attrs = self.attrs(&field.attrs);
                let member = &field.member;
                let value = self.expr(&field.expr);
                quote!(#attrs #member: #value)
            })
            .collect();
        let rest = made.rest.as_ref().map(|expr| {
            let expr = self.expr(expr);
            quote!(..#expr)
        });
        let comma = (!fields.is_empty() && rest.is_some()).then(|| quote!(,));
        let path = &made.path;
        let guard = self.guard("made", at);
        let mut body = Group::new(Delimiter::Brace, quote!(#(#fields),* #comma #rest));
        body.set_span(made.brace_token.span.join());
        quote!(#guard(#path #body))
    }

    /// What is a constant is made anew for each element, so it is the whole that has to be data.
    fn repeat(&mut self, repeat: &ExprRepeat) -> TokenStream {
        let len = &repeat.len;
        let constant = match &*repeat.expr {
            Expr::Const(block) => Some(block.to_token_stream()),
            Expr::Path(path) => self.constant_name(path).map(ToTokens::to_token_stream),
            _ => None,
        };
        if let Some(constant) = constant {
            return self.checked(quote!([#constant; #len]), repeat.expr.span());
        }
        let value = self.expr(&repeat.expr);
        quote!([#value; #len])
    }

    /// Only what is a value converts; a conversion to a trait object is none of numbers.
    fn cast(&mut self, cast: &ExprCast) -> TokenStream {
        let as_token = &cast.as_token;
        let ty = &bounds::augmented(&cast.ty, &alias().to_token_stream());
        if has_pointer(ty) {
            return self.refuse(
                ty,
                "an address is not the same in every run",
                "use a reference",
            );
        }
        let value = self.expr(&cast.expr);
        if is_literal(&cast.expr) || makes_object(ty) {
            return quote!((#value #as_token #ty));
        }
        let guard = self.guard("cast", cast.expr.span());
        quote!((#guard(#value) #as_token #ty))
    }
}

/// What makes a value of literals: the compiler keeps it for as long as the program runs.
fn constant(expr: &Expr) -> Option<TokenStream> {
    let all =
        |list: &Punctuated<Expr, Token![,]>| list.iter().map(part).collect::<Option<Vec<_>>>();
    match expr {
        Expr::Path(path) if path.qself.is_none() && is_variant(path) => Some(quote!(#path {})),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if path.qself.is_none() && is_variant(path) => {
                let indices = (0..call.args.len()).map(Index::from);
                let args = all(&call.args)?;
                Some(quote!(#path { #(#indices: #args),* }))
            }
            _ => None,
        },
        Expr::Struct(made) if made.qself.is_none() && made.dot2_token.is_none() => {
            let fields = made.fields.iter().map(|field| {
                let (member, value) = (&field.member, part(&field.expr)?);
                field.attrs.is_empty().then(|| quote!(#member: #value))
            });
            let fields = fields.collect::<Option<Vec<_>>>()?;
            let path = &made.path;
            Some(quote!(#path { #(#fields),* }))
        }
        // Literals alone need no guard.
        _ if is_literals(expr) => None,
        Expr::Array(array) => all(&array.elems).map(|elems| quote!([#(#elems),*])),
        Expr::Tuple(tuple) => all(&tuple.elems).map(|elems| quote!((#(#elems,)*))),
        _ => None,
    }
}

/// A reference in it is to literals: to other data, an unmarked `Deref` could convert it.
fn part(expr: &Expr) -> Option<TokenStream> {
    match is_literals(expr) {
        true => Some(expr.to_token_stream()),
        false => constant(expr),
    }
}

/// Literals, and what only holds some.
fn is_literals(expr: &Expr) -> bool {
    match expr {
        Expr::Array(array) => array.elems.iter().all(is_literals),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_literals),
        Expr::Reference(reference) => {
            reference.mutability.is_none() && is_literals(&reference.expr)
        }
        expr => is_literal(expr),
    }
}

/// A name in `CamelCase`.
fn is_variant(path: &syn::ExprPath) -> bool {
    path.path
        .segments
        .last()
        .is_some_and(|last| is_constructor(&last.ident) && last.arguments.is_none())
}

/// Arithmetic of literals: its type comes from where it goes.
pub(super) fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => !matches!(unary.op, syn::UnOp::Deref(_)) && is_literal(&unary.expr),
        Expr::Binary(binary) => is_literal(&binary.left) && is_literal(&binary.right),
        Expr::Paren(paren) => is_literal(&paren.expr),
        Expr::Group(group) => is_literal(&group.expr),
        _ => false,
    }
}

fn has_pointer(ty: &Type) -> bool {
    matches!(ty, Type::Ptr(_) | Type::FnPtr(_))
}

/// `&dyn Trait`, `Box<dyn Trait>`.
fn makes_object(ty: &Type) -> bool {
    crate::pure::items::mentions(&ty.to_token_stream(), &["dyn".to_owned()])
        || matches!(ty, Type::Reference(_)) && !is_unique(ty)
}
