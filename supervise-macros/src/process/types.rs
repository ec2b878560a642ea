//! What can be told of a type by its tokens, and types rewritten for another place.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::{
    ExprInfer, Lifetime, PathArguments, PathSegment, Type, TypeFnPtr, TypeInfer, TypeParamBound,
    TypePath, TypeTraitObject,
};

/// The type inside parentheses and the invisible groups of `macro_rules!`.
pub(crate) fn bare(ty: &Type) -> &Type {
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

pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

/// Whether rustc will refuse a parameter of the type: it has no size, or is not there at all.
pub(crate) fn is_refused(ty: &Type) -> bool {
    match bare(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        ty => {
            let mut inferred = Inferred(false);
            inferred.visit_type(ty);
            inferred.0 || is_named(ty, "str") || ty.to_token_stream().is_empty()
        }
    }
}

/// Looks for `_` in the place of a type or of a length.
struct Inferred(bool);

impl<'ast> Visit<'ast> for Inferred {
    fn visit_type_infer(&mut self, _: &'ast TypeInfer) {
        self.0 = true;
    }

    fn visit_expr_infer(&mut self, _: &'ast ExprInfer) {
        self.0 = true;
    }
}

/// The types in `Result<..>`; `None` for a type of another name.
pub(super) fn result_args(ty: &Type) -> Option<Vec<TokenStream>> {
    is_named(ty, "Result").then(|| args(ty))
}

/// The types in the `<..>` at the end of a path.
pub(super) fn args(ty: &Type) -> Vec<TokenStream> {
    match last_segment(ty).map(|segment| &segment.arguments) {
        Some(PathArguments::AngleBracketed(args)) => {
            args.args.iter().map(ToTokens::to_token_stream).collect()
        }
        _ => Vec::new(),
    }
}

/// The types in `Next<..>`; `None` for a type of another name.
pub(super) fn next_args(ty: &Type) -> Option<Vec<&Type>> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Next")?;
    Some(type_args(segment))
}

/// The first type in `Result<..>`.
pub(super) fn result_ok(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Result")?;
    type_args(segment).into_iter().next()
}

fn type_args(segment: &PathSegment) -> Vec<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(args) => args
            .args
            .iter()
            .filter_map(|arg| match arg {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The first `word` in `tokens`, at any depth.
pub(crate) fn find(tokens: TokenStream, word: &str) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident),
        TokenTree::Group(group) => find(group.stream(), word),
        _ => None,
    })
}

/// Whether `tokens` hold a reference or a lifetime that is not `'static`.
pub(super) fn borrows(tokens: &TokenStream) -> bool {
    !has_signature(tokens) && tokens.to_string() != statics(tokens.clone()).to_string()
}

/// What to take in place of a type that certainly can't go to another thread. Of other types only
/// the compiler knows, but it says so for everything that is generated from them.
pub(super) fn sendable_instead(tokens: &TokenStream) -> Option<&'static str> {
    let mut kept = Kept(None);
    if let Ok(ty) = syn::parse2::<Type>(tokens.clone()) {
        kept.visit_type(&ty);
    }
    kept.0
}

/// Looks for what keeps a type in its thread.
struct Kept(Option<&'static str>);

impl<'ast> Visit<'ast> for Kept {
    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        // What `<T as Trait>::Of` is, the names in it don't tell.
        if ty.qself.is_some() {
            return;
        }
        // Without arguments it is a type of the user's own.
        let rc = ty.path.segments.last();
        if rc.is_some_and(|last| last.ident == "Rc" && !last.arguments.is_empty()) {
            self.0.get_or_insert("`Arc` in place of `Rc`");
        }
        visit::visit_type_path(self, ty);
    }

    fn visit_type_trait_object(&mut self, object: &'ast TypeTraitObject) {
        // Only the bounds themselves count: what a trait is told of is no part of the value.
        let has = |name: &str| {
            let mut bounds = object.bounds.iter();
            bounds.any(|bound| {
                matches!(bound, TypeParamBound::Trait(bound)
                if bound.path.segments.last().is_some_and(|last| last.ident == name))
            })
        };
        if has("Error") && !has("Send") {
            self.0.get_or_insert("`dyn Error + Send + Sync`");
        }
    }

    // What stands in a signature is not a part of the value either.
    fn visit_type_fn_ptr(&mut self, _: &'ast TypeFnPtr) {}
}

/// Whether there are function pointers or closure traits: what stands in their signatures is not
/// a part of the value.
fn has_signature(tokens: &TokenStream) -> bool {
    let words = ["for", "fn", "Fn", "FnMut", "FnOnce"];
    let mut words = words.iter();
    words.any(|word| find(tokens.clone(), word).is_some())
}

/// The type with every lifetime, also the unwritten ones of references, made `'static`.
pub(crate) fn statics(tokens: TokenStream) -> TokenStream {
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
pub(crate) fn owned(ty: &Type) -> String {
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
pub(crate) fn written(ty: impl ToTokens) -> String {
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
    Ident::new(name, local_span(at))
}

pub(super) fn local_span(at: Span) -> Span {
    at.resolved_at(Span::mixed_site())
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
    fn types_that_stay_in_their_thread_are_known_by_name() {
        for ty in [
            quote!(std::rc::Rc<u8>),
            quote!(Option<(u8, Rc<u8>)>),
            quote!(Box<dyn Error>),
            quote!(Option<(Box<(dyn Error + 'static)>, fn())>),
            quote!(Result<Box<dyn Error>, Box<dyn Error + Send>>),
            quote!(Result<Box<dyn Job + Send>, Box<dyn std::error::Error + 'static>>),
        ] {
            assert!(sendable_instead(&ty).is_some(), "{ty}");
        }
        for ty in [
            quote!(Arc<u8>),
            quote!(io::Error),
            quote!(Result<u8, Box<dyn Error + Send + Sync>>),
            quote!(Result<u8, Box<dyn Send + Error>>),
            quote!(Result<Box<dyn Job>, Error>),
            quote!(fn(Rc<u8>)),
            quote!(Box<dyn Fn() -> Rc<u8> + Send>),
            quote!(Box<dyn Iterator<Item = io::Error> + Send>),
            quote!(Pin<Box<dyn Future<Output = io::Error> + Send>>),
            quote!(Box<dyn Svc<Error = u8> + Send>),
            quote!(Box<dyn Svc<Of = Box<dyn Error>> + Send>),
            quote!(<Rc<u8> as Of>::Error),
            quote!(own::Rc),
        ] {
            assert!(sendable_instead(&ty).is_none(), "{ty}");
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
