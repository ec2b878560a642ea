//! What is of pure processes alone: their block as it is emitted.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::args::Pure;
use super::attrs::Kind;
use super::parse::{self, Block, Member};
use crate::diag::Errors;

/// The impl block of a pure process as it is emitted: with rewritten bodies, and a twin of each
/// method. One with a syntax error stays as it is; rustc reports that.
pub(super) fn block(
    item: TokenStream,
    pure: &Pure,
    private: &TokenStream,
    block: &Block,
    errors: &Errors,
) -> TokenStream {
    let messages: Vec<Ident> = block
        .members
        .iter()
        .filter_map(|member| match member {
            Member::Fn(method) => Some(method),
            Member::Other(_) => None,
        })
        .filter(|method| {
            let mut kinds = method.attrs.iter().filter_map(Kind::of_attr);
            kinds.any(|kind| matches!(kind, Kind::Cast | Kind::Info))
        })
        .map(|method| method.sig.ident.clone())
        .collect();
    let item = parse::without_helpers(with_own_meta(item));
    match syn::parse2(item.clone()) {
        Ok(block) => crate::pure::block(&block, private, pure.no_trust, &messages, errors),
        Err(_) => item,
    }
}

/// The function that makes a message for `handler`: what `Self::handler` means where it stands for
/// a message that is yet to come.
pub(super) fn as_message(handler: &Ident) -> Ident {
    format_ident!("{}_as_message", handler.unraw())
}

/// The item with these functions at the end of its block.
pub(super) fn with_functions(item: TokenStream, functions: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        let mut content = body.stream();
        content.extend(functions);
        *body = regroup(body, content);
    }
    tokens.into_iter().collect()
}

/// `&Meta` in a parameter is `&Meta<Self>`.
fn with_own_meta(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        *body = regroup(body, signatures(body.stream()));
    }
    tokens.into_iter().collect()
}

/// The parentheses between a `fn` and its body are its parameters.
fn signatures(body: TokenStream) -> TokenStream {
    let mut in_signature = false;
    body.into_iter()
        .map(|token| match token {
            TokenTree::Ident(word) => {
                in_signature |= word == "fn";
                TokenTree::Ident(word)
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                in_signature = false;
                TokenTree::Group(group)
            }
            TokenTree::Group(group)
                if in_signature && group.delimiter() == Delimiter::Parenthesis =>
            {
                TokenTree::Group(regroup(&group, params(group.stream())))
            }
            token => token,
        })
        .collect()
}

/// A parameter whose type is a reference and ends with `Meta`.
fn params(params: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let mut tokens = params.into_iter().peekable();
    let mut lent = false;
    while let Some(token) = tokens.next() {
        let ends = match tokens.peek() {
            None => true,
            Some(TokenTree::Punct(next)) => next.as_char() == ',',
            Some(_) => false,
        };
        let mut is_meta = false;
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => lent = true,
            TokenTree::Punct(punct) if punct.as_char() == ',' => lent = false,
            TokenTree::Ident(name) => is_meta = lent && ends && name == "Meta",
            _ => {}
        }
        output.extend([token]);
        if is_meta {
            output.extend(quote!(<Self>));
        }
    }
    output
}

fn regroup(group: &Group, content: TokenStream) -> Group {
    let mut changed = Group::new(group.delimiter(), content);
    changed.set_span(group.span());
    changed
}
