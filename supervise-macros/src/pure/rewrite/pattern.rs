//! Patterns: what they bind is a local name.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, FieldPat, Pat, PatIdent, Type};

use super::path::{is_constant, is_upper};
use super::scope::{is_unique, root};
use super::{Rewriter, alias};
use crate::pure::bounds;

impl Rewriter<'_> {
    pub(super) fn pattern(&mut self, pat: &Pat) -> TokenStream {
        self.pattern_of(pat, false)
    }

    /// A parameter's pattern; its type tells whether the name may be written through.
    pub(super) fn param(&mut self, pat: &Pat, ty: &Type) -> TokenStream {
        self.certain(pat, is_unique(ty))
    }

    /// A pattern that takes `from` apart: what it binds may be a reference that can be written through.
    pub(super) fn taken_from(&mut self, from: &Expr, pat: &Pat) -> TokenStream {
        let writable = root(from)
            .and_then(|root| self.scopes.find(&root))
            .is_some_and(|found| found.may_change());
        self.lent = writable || lends(&from.to_token_stream());
        let pat = self.pattern(pat);
        self.lent = false;
        pat
    }

    /// A pattern that can't fail.
    pub(super) fn certain(&mut self, pat: &Pat, unique: bool) -> TokenStream {
        self.certain = true;
        let pat = self.pattern_of(pat, unique);
        self.certain = false;
        pat
    }

    /// A pattern; `unique` if what a plain name is bound to may be written through.
    pub(super) fn pattern_of(&mut self, pat: &Pat, unique: bool) -> TokenStream {
        match pat {
            Pat::Ident(pat) => self.name(pat, unique),
            Pat::Type(typed) => {
                let attrs = self.attrs_of_binding(&typed.attrs);
                let pat = self.pattern_of(&typed.pat, unique || is_unique(&typed.ty));
                let ty = bounds::augmented(&typed.ty, &alias().to_token_stream());
                quote!(#attrs #pat: #ty)
            }
            Pat::Or(or) => {
                let lead = &or.leading_vert;
                let cases: Vec<_> = or.cases.iter().map(|pat| self.pattern(pat)).collect();
                quote!(#lead #(#cases)|*)
            }
            Pat::Paren(paren) => {
                let pat = self.pattern_of(&paren.pat, unique);
                quote!((#pat))
            }
            Pat::Reference(reference) => {
                let mutability = &reference.mutability;
                let pat = self.pattern(&reference.pat);
                quote!(& #mutability #pat)
            }
            Pat::Slice(slice) => {
                let elems: Vec<_> = slice.elems.iter().map(|pat| self.pattern(pat)).collect();
                quote!([#(#elems),*])
            }
            Pat::Tuple(tuple) => {
                let elems = tuple.elems.iter().map(|pat| self.pattern(pat));
                let elems: Vec<_> = elems.collect();
                quote!((#(#elems,)*))
            }
            Pat::TupleStruct(tuple) => {
                let (path, qself) = (&tuple.path, &tuple.qself);
                if qself.is_some() {
                    return self.unknown(pat);
                }
                let elems: Vec<_> = tuple.elems.iter().map(|pat| self.pattern(pat)).collect();
                quote!(#path(#(#elems),*))
            }
            Pat::Struct(fields) => {
                let path = &fields.path;
                if fields.qself.is_some() {
                    return self.unknown(pat);
                }
                let rest = &fields.rest;
                let fields: Vec<_> = fields.fields.iter().map(|pat| self.field(pat)).collect();
                let comma = (!fields.is_empty() && rest.is_some()).then(|| quote!(,));
                quote!(#path { #(#fields),* #comma #rest })
            }
            Pat::Lit(_) | Pat::Path(_) | Pat::Range(_) | Pat::Rest(_) | Pat::Wild(_) => {
                pat.to_token_stream()
            }
            _ => self.unknown(pat),
        }
    }

    fn unknown(&mut self, pat: &Pat) -> TokenStream {
        self.refuse(
            pat,
            "this pattern can't stand in pure code",
            "match on the value, and compare in a guard",
        )
    }

    /// `name @ _` can only be a new name, where `name` alone could be a constant, or a unit.
    fn name(&mut self, pat: &PatIdent, unique: bool) -> TokenStream {
        let name = &pat.ident;
        if pat.subpat.is_none()
            && pat.by_ref.is_none()
            && pat.mutability.is_none()
            && is_upper(name)
            && !(self.certain && is_constant(name))
        {
            return pat.to_token_stream();
        }
        if pat.by_ref.is_some() && pat.mutability.is_some() && self.scopes.in_closure() {
            return self.refuse(
                pat,
                "a closure in pure code can't borrow mutably by a pattern",
                "use a `for` loop, or a `fold` that returns the new value",
            );
        }
        let attrs = self.attrs_of_binding(&pat.attrs);
        let unique = unique || (pat.by_ref.is_some() && pat.mutability.is_some());
        self.scopes.bind(name, unique, pat.mutability.is_some());
        if self.lent {
            self.scopes.lend();
        }
        let (by_ref, mutability) = (&pat.by_ref, &pat.mutability);
        let inner = match &pat.subpat {
            Some((_, inner)) => self.pattern(inner),
            None => quote!(_),
        };
        quote!(#attrs #by_ref #mutability #name @ #inner)
    }

    fn field(&mut self, field: &FieldPat) -> TokenStream {
        let attrs = self.attrs_of_binding(&field.attrs);
        let member = &field.member;
        let pat = self.pattern(&field.pat);
        quote!(#attrs #member: #pat)
    }
}

/// Whether something is borrowed mutably, by the words: `&mut`, or `iter_mut`.
pub(super) fn lends(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "mut" || ident.to_string().ends_with("_mut"),
        TokenTree::Group(group) => lends(&group.stream()),
        _ => false,
    })
}
