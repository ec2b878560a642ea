//! Bodies: each expression is written again so that it compiles only if it is pure.
//!
//! The table of expressions is closed: what has no row is refused. What is written runs, there is no
//! second expression beside it, so what runs is what rustc has checked.

mod attrs;
mod call;
mod closure;
mod expr;
mod format;
mod item;
mod macros;
mod operator;
mod path;
mod pattern;
mod scope;
mod slips;
mod stmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Block, FnArg, Signature};

use super::Context;
pub(super) use path::is_upper;
use scope::Scopes;

/// Rewrites one body.
pub(super) struct Rewriter<'a> {
    context: &'a Context<'a>,
    scopes: Scopes,
    /// A place that is written now stands behind a shared reference.
    shared: bool,
    /// The pattern at hand can't fail, so a name in capitals is hardly a constant's.
    certain: bool,
    /// What the pattern at hand takes apart may be there to be changed.
    lent: bool,
    /// The body is that of a `const fn`.
    constant: bool,
    /// The attributes of the next expression that has some were written before the statement.
    hoisted: bool,
    /// Where something is written to, by a trait of std that has to be imported for it.
    writes: Option<Span>,
    /// Something was refused: the body is not worth compiling.
    refused: bool,
}

impl<'a> Rewriter<'a> {
    /// The body of a function: the original, rewritten, behind the checks of its signature.
    pub(super) fn body(
        context: &'a Context<'a>,
        sig: &mut Signature,
        block: &Block,
        checks: &TokenStream,
    ) -> TokenStream {
        let mut rewriter = Self {
            context,
            scopes: Scopes::default(),
            shared: false,
            certain: false,
            lent: false,
            constant: sig.constness.is_some(),
            hoisted: false,
            writes: None,
            refused: false,
        };
        rewriter.scopes.enter();
        let absent = rewriter.absent(sig);
        for input in &mut sig.inputs {
            match input {
                FnArg::Receiver(receiver) => rewriter.scopes.bind_self(receiver),
                FnArg::Typed(param) => {
                    let pat = rewriter.param(&param.pat, &param.ty);
                    // Only a plain name can stand in a trait, and it can't be anything else there.
                    if !matches!(&*param.pat, syn::Pat::Ident(_)) {
                        *param.pat = syn::Pat::Verbatim(pat);
                    }
                }
            }
        }
        let stmts = rewriter.within(block);
        let (pure, alias) = (&context.pure, alias());
        if rewriter.refused {
            return quote!({ #pure::core::unreachable!() });
        }
        let import = rewriter.writes.map(|at| {
            let write = Ident::new("write_str", at);
            quote!(let _ = |to: &mut #alias::Written| to.#write("");)
        });
        let mut stmts = quote!(#import #stmts);
        if stmt::has_items(block) {
            // What the user imports is nothing to the checks.
            stmts = quote!({ #stmts });
        }
        quote!({
            #[allow(unused_imports)]
            use #pure::{self as #alias, twins::*};
            #checks
            #absent
            #stmts
        })
    }

    /// Refuses what `at` stands for, and says the way out.
    fn refuse(
        &mut self,
        at: impl quote::ToTokens,
        message: impl std::fmt::Display,
        help: impl std::fmt::Display,
    ) -> TokenStream {
        self.refused = true;
        self.context.errors.report_help(at, message, help);
        let pure = alias();
        quote!(#pure::core::unreachable!())
    }

    /// A value that the compiler keeps. Its type is asked for before rustc can convert it to the one that is
    /// expected: that would run an unmarked `Deref`.
    fn checked(&self, value: impl ToTokens, at: Span) -> TokenStream {
        let guard = self.guard("value", at);
        quote_spanned!(site(at)=> (match #value { value => { #guard(&value); value } }))
    }

    /// The path of a guard; what rustc says of it is said at `at`.
    fn guard(&self, name: &str, at: Span) -> TokenStream {
        let name = Ident::new(name, site(at));
        let pure = alias_at(at);
        quote_spanned!(site(at)=> #pure::#name)
    }
}

/// What a body calls the module of the guards, which it imports: the long path at each guard would be
/// most of what a short function expands to.
fn alias() -> Ident {
    alias_at(Span::mixed_site())
}

/// The same; what rustc says of it is said at `at`.
pub(super) fn alias_at(at: Span) -> Ident {
    Ident::new("__pure", site(at))
}

/// Where generated tokens stand: at the user's, but with names of their own.
fn site(at: Span) -> Span {
    Span::mixed_site().located_at(at)
}
