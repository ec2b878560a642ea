//! `#[pure]`: code that has no side effects, proved by sending every call in it to the callee's twin,
//! which exists only for what is pure.

mod args;
mod attrs;
mod bounds;
mod items;
mod rewrite;
mod signature;
mod std_names;
#[cfg(test)]
mod tests;
mod trust;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{ExprPath, Generics, Item, ItemImpl};

use crate::diag::Errors;

pub(crate) use signature::twin;
pub(crate) use trust::trust_pure;

/// What all parts of one item share.
#[derive(Clone)]
pub(crate) struct Context<'a> {
    errors: &'a Errors,
    /// The path of the guards and the twins.
    pure: TokenStream,
    no_trust: bool,
    /// The data has a `Deref`, which is pure.
    deref: bool,
    /// And a `DerefMut`.
    deref_mut: bool,
    /// The block of a process is at hand.
    process: bool,
    /// The trait of std that is implemented.
    implements: Option<&'a str>,
    /// The block at hand: what `Self` stands for.
    block: Option<&'a ItemImpl>,
    /// Handlers of the block at hand that are messages: `Self::name` names the message where an
    /// answer comes back.
    messages: &'a [Ident],
}

impl<'a> Context<'a> {
    fn located(&self, at: Span) -> TokenStream {
        located(&self.pure, at)
    }

    /// In `next.call(call, Self::name)`: what makes the message `name`.
    fn message_of(&self, method: &str, position: usize, path: &ExprPath) -> Option<TokenStream> {
        if method != "call" || position != 1 || path.qself.is_some() {
            return None;
        }
        let mut segments = path.path.segments.iter();
        let (owner, name) = (segments.next()?, segments.next()?);
        if segments.next().is_some()
            || owner.ident != "Self"
            || !self.messages.contains(&name.ident)
        {
            return None;
        }
        let owner = &owner.ident;
        let make = quote::format_ident!(
            "{}_as_message",
            syn::ext::IdentExt::unraw(&name.ident),
            span = name.ident.span()
        );
        Some(quote!(#owner::#make))
    }
}

/// The same tokens, of which rustc speaks at `at`.
fn located(tokens: &TokenStream, at: Span) -> TokenStream {
    let tokens = tokens.clone().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(at));
        token
    });
    tokens.collect()
}

/// Adds the `Pure…` bounds to the generics of a pure process.
pub(crate) fn augment(generics: &mut Generics, private: &TokenStream) {
    bounds::augment(generics, &quote!(#private::pure));
}

/// The block of a pure process.
pub(crate) fn block(
    item: &ItemImpl,
    private: &TokenStream,
    no_trust: bool,
    messages: &[Ident],
    errors: &Errors,
) -> TokenStream {
    let context = Context {
        errors,
        pure: quote!(#private::pure),
        no_trust,
        deref: false,
        deref_mut: false,
        process: true,
        implements: None,
        block: None,
        messages,
    };
    items::process(item, &context)
}

/// The whole macro.
pub(crate) fn pure(args: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::default();
    let args = args::parse(args, &errors);
    let mut output = match syn::parse2::<Item>(item.clone()) {
        Ok(item) => {
            let context = Context {
                errors: &errors,
                pure: args.pure(),
                no_trust: args.no_trust,
                deref: args.deref,
                deref_mut: args.deref_mut,
                process: false,
                implements: None,
                block: None,
                messages: &[],
            };
            items::item(&item, &context)
        }
        // rustc reports syntax errors itself.
        Err(_) => item,
    };
    output.extend(errors.into_tokens());
    output
}
