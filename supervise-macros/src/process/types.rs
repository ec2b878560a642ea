//! What can be told of a type by its tokens, and types rewritten for another place.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Lifetime, PathArguments, PathSegment, Type};

/// The type inside parentheses and the invisible groups of `macro_rules!`.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

/// The last segment of a path: `Cx<Self>` of `supervise::Cx<Self>`.
pub(super) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

pub(super) fn is_named(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

/// Whether rustc will refuse a parameter of the type: it has no size, or is not there at all.
pub(super) fn is_refused(ty: &Type) -> bool {
    let tokens = ty.to_token_stream();
    match bare(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        ty => is_named(ty, "str") || tokens.is_empty() || find(statics(tokens), "_").is_some(),
    }
}

/// The types in `Result<..>`; `None` for a type of another name.
pub(super) fn result_args(ty: &Type) -> Option<Vec<TokenStream>> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Result")?;
    Some(match &segment.arguments {
        PathArguments::AngleBracketed(args) => {
            args.args.iter().map(ToTokens::to_token_stream).collect()
        }
        _ => Vec::new(),
    })
}

/// The first `word` in `tokens`, at any depth.
pub(super) fn find(tokens: TokenStream, word: &str) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident),
        TokenTree::Group(group) => find(group.stream(), word),
        _ => None,
    })
}

/// Whether `tokens` hold a reference or a lifetime that is not `'static`. The signatures in
/// function pointers and closure traits have lifetimes of their own, so these are let pass.
pub(super) fn borrows(tokens: &TokenStream) -> bool {
    let own = ["for", "fn", "Fn", "FnMut", "FnOnce"];
    own.iter().all(|word| find(tokens.clone(), word).is_none())
        && tokens.to_string() != statics(tokens.clone()).to_string()
}

/// The type with every lifetime, also the unwritten ones of references, made `'static`.
pub(super) fn statics(tokens: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(and) if and.as_char() == '&' => {
                let written =
                    matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '\'');
                let span = and.span();
                output.extend([TokenTree::Punct(and)]);
                if !written {
                    Lifetime::new("'static", span).to_tokens(&mut output);
                }
            }
            TokenTree::Punct(tick) if tick.as_char() == '\'' => {
                tokens.next();
                Lifetime::new("'static", tick.span()).to_tokens(&mut output);
            }
            token => output.extend([map_group(token, statics)]),
        }
    }
    output
}

/// The type as it is called outside of the impl block, where `Self` is something else.
pub(super) fn without_self(tokens: TokenStream, self_ty: &TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                let path = matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == ':'
                    && p.spacing() == Spacing::Joint);
                output.extend(if path {
                    quote!(<#self_ty>)
                } else {
                    self_ty.clone()
                });
            }
            token => output.extend([map_group(token, |inner| without_self(inner, self_ty))]),
        }
    }
    output
}

fn map_group(token: TokenTree, map: impl FnOnce(TokenStream) -> TokenStream) -> TokenTree {
    let TokenTree::Group(group) = token else {
        return token;
    };
    let mut mapped = proc_macro2::Group::new(group.delimiter(), map(group.stream()));
    mapped.set_span(group.span());
    TokenTree::Group(mapped)
}

/// The owned type to take in place of a reference to `ty`.
pub(super) fn owned(ty: &Type) -> String {
    let named = last_segment(ty).map(|segment| segment.ident.to_string());
    match (named.as_deref(), bare(ty)) {
        (Some("str"), _) => "String".to_owned(),
        (Some("Path"), _) => "PathBuf".to_owned(),
        (Some("OsStr"), _) => "OsString".to_owned(),
        (Some("CStr"), _) => "CString".to_owned(),
        (_, Type::Slice(slice)) => format!("Vec<{}>", written(&slice.elem)),
        (_, Type::TraitObject(object)) => format!("Box<{} + Send>", written(object)),
        (_, Type::Reference(inner)) => owned(&inner.elem),
        (_, ty) => written(ty),
    }
}

/// A type as a person writes it; the printer of tokens puts spaces everywhere.
pub(super) fn written(ty: impl ToTokens) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        ("' ", "'"),
        (" ;", ";"),
        ("( ", "("),
        (" )", ")"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

/// An identifier for a local of the generated code, at `at`: it can neither see nor hide the
/// user's, and lints leave it alone.
pub(super) fn local(name: &str, at: Span) -> Ident {
    Ident::new(name, at.resolved_at(Span::mixed_site()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn borrowed_types_are_told_by_their_tokens() {
        for ty in [
            quote!(&str),
            quote!(Option<&str>),
            quote!(Cow<'_, str>),
            quote!(Foo<'a>),
            quote!((u8, &'a [u8])),
            quote!(&&'static str),
        ] {
            assert!(borrows(&ty), "{ty}");
        }
        for ty in [
            quote!(u8),
            quote!(&'static str),
            quote!(Cow<'static, str>),
            quote!(Box<dyn Fn(&str) -> &str + Send>),
            quote!(fn(&str)),
            quote!(Box<dyn for<'a> Get<'a>>),
        ] {
            assert!(!borrows(&ty), "{ty}");
        }
    }

    #[test]
    fn self_is_named() {
        let named = without_self(quote!(Vec<(Self, Self::Item)>), &quote!(Foo));
        let expected = quote!(Vec<(Foo, <Foo>::Item)>);
        assert_eq!(named.to_string(), expected.to_string());
    }

    #[test]
    fn references_have_an_owned_type() {
        let owned = |ty: Type| super::owned(&ty);
        assert_eq!(owned(parse_quote!(str)), "String");
        assert_eq!(owned(parse_quote!([Option<u8>])), "Vec<Option<u8>>");
        assert_eq!(owned(parse_quote!(dyn Job)), "Box<dyn Job + Send>");
        assert_eq!(owned(parse_quote!(std::path::Path)), "PathBuf");
        assert_eq!(
            owned(parse_quote!(HashMap<u8, (A, B)>)),
            "HashMap<u8, (A, B)>"
        );
    }
}
