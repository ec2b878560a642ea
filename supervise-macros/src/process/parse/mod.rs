//! Reads an impl block without looking into bodies: half-typed code keeps its process that way,
//! and a syntax error in a body is reported once, by rustc.

mod signature;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, ItemImpl, Signature, Token, Visibility};

use super::attrs::{Kind, conditionally_ours};
use crate::diag::Errors;

/// What the attribute stands on.
pub(super) enum Item {
    Block(Box<Block>),
    /// Something that is not an impl block; reported.
    Other,
    /// An impl block with a syntax error, which is rustc's to report.
    Broken,
}

pub(super) struct Block {
    /// The block without its members.
    pub(super) head: ItemImpl,
    pub(super) members: Vec<Member>,
}

pub(super) enum Member {
    Fn(Box<Method>),
    /// A constant, a type, a macro call; only its attributes are of interest.
    Other(Vec<Attribute>),
}

pub(crate) struct Method {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// An attribute of ours that stands in a `cfg_attr`.
    pub(crate) conditional: Option<syn::Path>,
}

/// An item that comes through a `macro_rules!` fragment stands in an invisible group.
pub(crate) fn ungroup(item: TokenStream) -> TokenStream {
    let mut tokens = item.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => {
            group.stream()
        }
        _ => item,
    }
}

pub(super) fn block(item: &TokenStream, errors: &Errors) -> Item {
    let mut head: Vec<TokenTree> = item.clone().into_iter().collect();
    let body = match head.pop() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => body,
        _ => Group::new(Delimiter::Brace, TokenStream::new()),
    };
    if !is_impl(item) {
        errors.report_help(
            keyword(item),
            "`managed_process` goes on an impl block",
            "write it above `impl Counter { .. }`, where the handlers of the process are",
        );
        return Item::Other;
    }
    let head: TokenStream = head.into_iter().collect();
    let head = syn::parse2::<ItemImpl>(quote!(#head {}));
    match (head, members.parse2(body.stream())) {
        (Ok(head), Ok(members)) => Item::Block(Box::new(Block { head, members })),
        _ => Item::Broken,
    }
}

fn is_impl(item: &TokenStream) -> bool {
    let start = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![default]>>()?;
        input.parse::<Option<Token![unsafe]>>()?;
        let found = input.peek(Token![impl]);
        input.parse::<TokenStream>()?;
        Ok(found)
    };
    start.parse2(item.clone()).unwrap_or(false)
}

/// The token to blame for an item of the wrong kind: the first after attributes and visibility.
fn keyword(item: &TokenStream) -> TokenStream {
    let first = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let token = input.parse::<TokenTree>()?;
        input.parse::<TokenStream>()?;
        Ok(token.into_token_stream())
    };
    first.parse2(item.clone()).unwrap_or_else(|_| item.clone())
}

fn members(input: ParseStream<'_>) -> syn::Result<Vec<Member>> {
    input.call(Attribute::parse_inner)?;
    let mut members = Vec::new();
    while !input.is_empty() {
        members.push(member(input)?);
    }
    Ok(members)
}

fn member(input: ParseStream<'_>) -> syn::Result<Member> {
    let mut attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    if is_fn(input) {
        let mut conditional = None;
        for attr in &mut attrs {
            if let Some(meta) = conditionally_ours(&attr.meta) {
                conditional = Some(meta.path().clone());
                attr.meta = meta;
            }
        }
        let Ok(sig) = signature::parse(input) else {
            to_next_member(input)?;
            return Ok(Member::Other(Vec::new()));
        };
        // The body, or the `;` of a method without one, which is rustc's to report.
        input.parse::<TokenTree>()?;
        return Ok(Member::Fn(Box::new(Method {
            attrs,
            vis,
            sig,
            conditional,
        })));
    }
    let ends_with_brace = !input.peek(Token![const]) && !input.peek(Token![type]);
    loop {
        match input.parse::<TokenTree>()? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Group(group) if ends_with_brace && group.delimiter() == Delimiter::Brace => {
                break;
            }
            _ => {}
        }
    }
    Ok(Member::Other(attrs))
}

/// After a mistake: half a method in front of others does not hide these.
fn to_next_member(input: ParseStream<'_>) -> syn::Result<()> {
    let starts = |input: ParseStream<'_>| {
        input.peek(Token![#]) || input.peek(Token![pub]) || input.peek(Token![fn])
    };
    while !input.is_empty() && !starts(input) {
        match input.parse::<TokenTree>()? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
    }
    Ok(())
}

fn is_fn(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    loop {
        if ahead.peek(Token![fn]) {
            return true;
        }
        let qualifier = ahead.peek(Token![const])
            || ahead.peek(Token![async])
            || ahead.peek(Token![unsafe])
            || ahead.peek(Token![extern])
            || ahead.peek(syn::LitStr);
        if !qualifier || ahead.parse::<TokenTree>().is_err() {
            return false;
        }
    }
}

/// The item as the user wrote it, token by token, but for the helper attributes in its block.
pub(super) fn without_helpers(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        let mut stripped = Group::new(Delimiter::Brace, strip(body.stream()));
        stripped.set_span(body.span());
        *body = stripped;
    }
    tokens.into_iter().collect()
}

fn strip(body: TokenStream) -> TokenStream {
    let mut output = Vec::new();
    for token in body {
        if is_helper(&token)
            && matches!(output.last(), Some(TokenTree::Punct(p)) if p.as_char() == '#')
        {
            output.pop();
        } else {
            output.push(token);
        }
    }
    output.into_iter().collect()
}

/// The tokens in the invisible groups in which fragments of `macro_rules!` stand, and those beside.
pub(crate) fn visible(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => visible(group.stream()),
        token => token.into(),
    });
    tokens.collect()
}

fn is_helper(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let mut content = visible(group.stream()).into_iter();
    let Some(TokenTree::Ident(name)) = content.next() else {
        return false;
    };
    if group.delimiter() != Delimiter::Bracket {
        return false;
    }
    if name == "cfg_attr" {
        let meta = syn::parse2(visible(group.stream())).ok();
        return meta.is_some_and(|meta| conditionally_ours(&meta).is_some());
    }
    // `#[call::x]` is an attribute of someone else's.
    let alone = !matches!(content.next(), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    alone && Kind::of(&name).is_some()
}
