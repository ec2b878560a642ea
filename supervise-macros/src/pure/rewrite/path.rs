//! Paths: a local name, a function, a constant, or something that makes a value. Which of them a path
//! is, its letters propose, and rustc disposes: each is written such that nothing else compiles.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{ExprPath, Path, PathArguments, PathSegment};

use super::{Rewriter, alias_at, site, slips};
use crate::pure::located;
use crate::pure::signature::{MARK, twin};
use crate::pure::std_names;

/// What a path seems to be.
pub(super) enum Named {
    /// A local name, with the hygiene of its binding.
    Local(TokenStream),
    /// A function: its twin.
    Function(TokenStream),
    /// A constant, a unit, or what makes a value, by its capitals.
    Upper,
    /// It was refused.
    Refused(TokenStream),
}

impl Rewriter<'_> {
    pub(super) fn named(&mut self, expr: &ExprPath) -> Named {
        let path = &expr.path;
        if expr.qself.is_none()
            && let Some(name) = path.get_ident()
            && let Some(local) = self.local_name(name)
        {
            return Named::Local(local);
        }
        let Some(last) = path.segments.last() else {
            return Named::Refused(self.refuse(path, "this path is empty", "name something"));
        };
        if let Some((message, help)) = slips::of_path(path) {
            return Named::Refused(self.refuse(path, message, help));
        }
        if is_upper(&last.ident) {
            return Named::Upper;
        }
        Named::Function(self.function(expr, last))
    }

    fn local_name(&mut self, name: &Ident) -> Option<TokenStream> {
        let found = self.scopes.find(name)?;
        let mut token = name.clone();
        token.set_span(name.span().resolved_at(found.local.bound));
        if found.captured && (self.shared || found.local.unique) {
            let shared = self.guard("shared", name.span());
            return Some(quote_spanned!(site(name.span())=> (*#shared(&#token))));
        }
        Some(quote!(#token))
    }

    /// The twin of a function.
    fn function(&mut self, expr: &ExprPath, last: &PathSegment) -> TokenStream {
        let path = &expr.path;
        let at = last.ident.span();
        if let Some((std, guard)) = std_names::function(path) {
            let guard = Ident::new(guard, site(at));
            let pure = alias_at(at);
            let plain = without_generics(path);
            let std: TokenStream = std.parse().unwrap_or_default();
            let std = located(&std, at);
            let qself = expr.qself.as_ref();
            let user = match qself {
                Some(_) => quote!(#expr),
                None if has_generics(path) => quote!(#path),
                None => plain,
            };
            // The `match` expects no type: if a function pointer was, both would become one.
            return quote_spanned! {site(at)=>
                (match #pure::pick::#guard(#pure::#std, #user) { picked => picked })
            };
        }
        let twin = twin(&last.ident);
        let arguments = turbofish(&last.arguments);
        let before: Vec<&PathSegment> = path.segments.iter().rev().skip(1).collect();
        if let Some(qself) = &expr.qself {
            let ty = &qself.ty;
            if before.is_empty() {
                return quote!(<#ty>::#twin #arguments);
            }
            let head = head(path);
            return quote!(<#ty as #head>::#twin #arguments);
        }
        match before.first() {
            Some(owner) if is_type(owner, before.len()) => {
                let head = head(path);
                quote!(#head::#twin #arguments)
            }
            // Rustc's words for a function without a twin can't name the way out; for std's, ours can.
            Some(_) if is_of_std(path) => {
                let message = format!(
                    "`{}` is not in the table of what is pure in std",
                    path.to_token_stream().to_string().replace(' ', "")
                );
                self.refuse(
                    path,
                    message,
                    "if it only computes, vouch for it: `trust_pure!(\"why it is safe\", ..)`",
                )
            }
            _ => {
                let mark = Ident::new(MARK, at);
                let function = without_generics(path);
                quote_spanned!(at=> <#function>::#mark #arguments)
            }
        }
    }

    /// A path as a value.
    pub(super) fn path_value(&mut self, expr: &ExprPath) -> TokenStream {
        match self.named(expr) {
            Named::Local(tokens) | Named::Function(tokens) | Named::Refused(tokens) => tokens,
            Named::Upper => {
                let last = expr.path.segments.last().map(|last| &last.ident);
                // `None` is written `None {}`, which no constant can be.
                if expr.qself.is_none() && !last.is_some_and(is_constant) {
                    let made = self.guard("made", expr.span());
                    return quote!(#made(#expr {}));
                }
                self.checked(expr, expr.span())
            }
        }
    }
}

impl Rewriter<'_> {
    /// A path where a place is looked at: a constant keeps its lifetime.
    pub(super) fn looked_at(&mut self, expr: &syn::Expr) -> TokenStream {
        if let syn::Expr::Path(path) = expr
            && let Some(path) = self.constant_name(path)
        {
            let guard = self.guard("place", expr.span());
            return quote_spanned!(site(expr.span())=> (*#guard(&#path)));
        }
        self.expr(expr)
    }

    /// A path that is, by its capitals, a constant's.
    pub(super) fn constant_name<'e>(&self, expr: &'e ExprPath) -> Option<&'e ExprPath> {
        let path = &expr.path;
        let capitals = is_constant(&path.segments.last()?.ident);
        (capitals && !self.is_local(expr) && slips::of_path(path).is_none()).then_some(expr)
    }

    /// Whether a path is a local name.
    pub(super) fn is_local(&self, expr: &ExprPath) -> bool {
        let name = expr.qself.is_none().then(|| expr.path.get_ident());
        name.flatten()
            .is_some_and(|name| self.scopes.find(name).is_some())
    }
}

/// A name in capitals.
pub(super) fn is_constant(name: &Ident) -> bool {
    is_upper(name) && !name.to_string().chars().any(char::is_lowercase)
}

/// Whether a name begins with a capital.
pub(in crate::pure) fn is_upper(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    let first = name.trim_start_matches('_').chars().next();
    first.is_some_and(char::is_uppercase)
}

/// Whether the segment before the last is a type: by its capital, or a primitive one.
fn is_type(owner: &PathSegment, segments_before: usize) -> bool {
    let primitive =
        segments_before == 1 && std_names::PRIMITIVES.contains(&owner.ident.to_string().as_str());
    primitive || is_upper(&owner.ident)
}

/// Whether a path says that it is std's. A module of the user's may well be called `core`, or `alloc`.
fn is_of_std(path: &Path) -> bool {
    path.segments.first().is_some_and(|first| {
        first.ident == "std"
            || path.leading_colon.is_some() && (first.ident == "core" || first.ident == "alloc")
    })
}

/// All but the last segment.
fn head(path: &Path) -> TokenStream {
    let lead = &path.leading_colon;
    let count = path.segments.len().saturating_sub(1);
    let segments = path.segments.iter().take(count).map(|segment| {
        let ident = &segment.ident;
        let arguments = turbofish(&segment.arguments);
        quote!(#ident #arguments)
    });
    quote!(#lead #(#segments)::*)
}

fn without_generics(path: &Path) -> TokenStream {
    let lead = &path.leading_colon;
    let names = path.segments.iter().map(|segment| &segment.ident);
    quote!(#lead #(#names)::*)
}

fn has_generics(path: &Path) -> bool {
    path.segments
        .iter()
        .any(|segment| !segment.arguments.is_none())
}

fn turbofish(arguments: &PathArguments) -> TokenStream {
    match arguments {
        PathArguments::AngleBracketed(arguments) => {
            let args = &arguments.args;
            quote!(::<#args>)
        }
        _ => TokenStream::new(),
    }
}
