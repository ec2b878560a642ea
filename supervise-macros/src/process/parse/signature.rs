//! Signatures. Types that syn does not know stay tokens: one is either new to the language, and
//! then fine, or a mistake, which rustc explains better.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, FnArg, Pat, PatType, Receiver, ReturnType, Safety, Signature, Token, Type, token,
};

pub(super) fn parse(input: ParseStream<'_>) -> syn::Result<Signature> {
    let ahead = input.fork();
    if let Ok(sig) = ahead.parse() {
        input.advance_to(&ahead);
        return Ok(sig);
    }
    let content;
    let constness = input.parse()?;
    let asyncness = input.parse()?;
    let safety = match input.parse::<Option<Token![unsafe]>>()? {
        Some(unsafety) => Safety::Unsafe(unsafety),
        None => Safety::Default,
    };
    let mut sig = Signature {
        constness,
        asyncness,
        safety,
        abi: input.parse()?,
        fn_token: input.parse()?,
        ident: input.parse()?,
        generics: input.parse()?,
        paren_token: syn::parenthesized!(content in input),
        inputs: params(&content)?,
        variadic: None,
        output: output(input)?,
    };
    sig.generics.where_clause = input.parse()?;
    Ok(sig)
}

fn params(content: ParseStream<'_>) -> syn::Result<Punctuated<FnArg, Token![,]>> {
    let mut params = Punctuated::new();
    while !content.is_empty() {
        let tokens = until(content, |input| input.peek(Token![,]))?;
        params.push_value(param.parse2(tokens)?);
        if !content.is_empty() {
            params.push_punct(content.parse()?);
        }
    }
    Ok(params)
}

fn param(input: ParseStream<'_>) -> syn::Result<FnArg> {
    let ahead = input.fork();
    if let Ok(receiver) = ahead.parse::<Receiver>()
        && ahead.is_empty()
    {
        input.advance_to(&ahead);
        return Ok(FnArg::Receiver(receiver));
    }
    let attrs = input.call(Attribute::parse_outer)?;
    let pat = until(input, |input| {
        input.peek(Token![:]) && !input.peek(Token![::])
    })?;
    let pat = Pat::parse_single
        .parse2(pat.clone())
        .unwrap_or(Pat::Verbatim(pat));
    let at = input.span();
    // Without its type a parameter is a mistake that rustc has reported and mended.
    let colon = input.parse::<Option<Token![:]>>()?;
    Ok(FnArg::Typed(PatType {
        attrs,
        pat: Box::new(pat),
        colon_token: colon.unwrap_or_else(|| Token![:](at)),
        ty: Box::new(ty(input.parse()?)),
    }))
}

fn output(input: ParseStream<'_>) -> syn::Result<ReturnType> {
    let Some(arrow) = input.parse::<Option<Token![->]>>()? else {
        return Ok(ReturnType::Default);
    };
    let ends = |input: ParseStream<'_>| {
        input.peek(Token![where]) || input.peek(token::Brace) || input.peek(Token![;])
    };
    Ok(ReturnType::Type(arrow, Box::new(ty(until(input, ends)?))))
}

fn ty(tokens: TokenStream) -> Type {
    syn::parse2(tokens.clone()).unwrap_or(Type::Verbatim(tokens))
}

/// The tokens up to an end outside of `<..>`.
fn until(
    input: ParseStream<'_>,
    ends: impl Fn(ParseStream<'_>) -> bool,
) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut depth = 0_usize;
    while !input.is_empty() && (depth > 0 || !ends(input)) {
        if let Some(arrow) = input.parse::<Option<Token![->]>>()? {
            arrow.to_tokens(&mut tokens);
            continue;
        }
        let token = input.parse::<TokenTree>()?;
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        tokens.extend([token]);
    }
    Ok(tokens)
}
