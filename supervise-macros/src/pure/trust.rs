//! `trust_pure!`: what can't be proved is vouched for, greppable like `unsafe`.
//!
//! `trust_pure!("why", expression)` is the expression; the rewriting of pure code leaves it as it is.
//! `trust_pure! { impl Type { fn method(&self) -> u32; } }` makes the twins of the listed methods, which
//! is also how the table of std is written.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Block, Expr, Generics, LitStr, Signature, Token, Type, WhereClause};

use super::signature::{Forward, twin};

use crate::diag::Errors;

/// The whole macro.
pub(crate) fn trust_pure(input: TokenStream) -> TokenStream {
    let errors = Errors::default();
    let output = if is_list(&input) {
        list(input, &errors)
    } else {
        expression(input, &errors)
    };
    let errors = errors.into_tokens();
    if output.is_empty() {
        return errors;
    }
    if errors.is_empty() {
        return output;
    }
    quote!(#errors #output)
}

/// The reason and the expression of the first form; reported if they are not there.
pub(super) fn parts(input: TokenStream, errors: &Errors) -> Option<(LitStr, Expr)> {
    let parse = |input: ParseStream<'_>| {
        let why: LitStr = input.parse()?;
        input.parse::<Token![,]>()?;
        let expression: Expr = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok((why, expression))
    };
    let help = "write `trust_pure!(\"why it is safe\", expression)`";
    match syn::parse::Parser::parse2(parse, input.clone()) {
        Ok((why, _)) if why.value().trim().is_empty() => {
            errors.report_help(why, "`trust_pure!` needs a reason", help);
            None
        }
        Ok(parts) => Some(parts),
        Err(_) => {
            errors.report_help(
                input,
                "`trust_pure!` takes a reason and an expression",
                help,
            );
            None
        }
    }
}

fn expression(input: TokenStream, errors: &Errors) -> TokenStream {
    match parts(input, errors) {
        Some((_, expression)) => quote!((#expression)),
        None => TokenStream::new(),
    }
}

/// Whether it starts with an `impl`, after attributes.
fn is_list(input: &TokenStream) -> bool {
    let mut tokens = input.clone().into_iter();
    loop {
        match tokens.next() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '#' => {
                tokens.next();
            }
            Some(TokenTree::Ident(ident)) => return ident == "impl",
            _ => return false,
        }
    }
}

struct List(Vec<Vouched>);

struct Vouched {
    generics: Generics,
    ty: Type,
    methods: Vec<Method>,
}

struct Method {
    attrs: Vec<Attribute>,
    sig: Signature,
    /// Where std's own signature can't be written, its stand-in is.
    body: Option<Block>,
}

impl Parse for List {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut list = Vec::new();
        while !input.is_empty() {
            list.push(input.parse()?);
        }
        Ok(Self(list))
    }
}

impl Parse for Vouched {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Token![impl]>()?;
        let mut generics: Generics = if input.peek(Token![<]) {
            input.parse()?
        } else {
            Generics::default()
        };
        let ty = input.parse()?;
        generics.where_clause = input.parse::<Option<WhereClause>>()?;
        let content;
        syn::braced!(content in input);
        let mut methods = Vec::new();
        while !content.is_empty() {
            let attrs = content.call(Attribute::parse_outer)?;
            content.parse::<Option<Token![pub]>>()?;
            let sig = content.parse()?;
            let body = if content.peek(Token![;]) {
                content.parse::<Token![;]>()?;
                None
            } else {
                Some(content.parse()?)
            };
            methods.push(Method { attrs, sig, body });
        }
        Ok(Self {
            generics,
            ty,
            methods,
        })
    }
}

fn list(input: TokenStream, errors: &Errors) -> TokenStream {
    match syn::parse2::<List>(input) {
        Ok(list) => {
            let mut names: Vec<String> = Vec::new();
            list.0
                .iter()
                .map(|vouched| {
                    let stem = vouched.stem();
                    let count = names.iter().filter(|name| **name == stem).count();
                    names.push(stem.clone());
                    let number = (count > 0).then(|| count.to_string());
                    vouched.expand(&format_ident!(
                        "__Pure{}{}",
                        stem,
                        number.unwrap_or_default()
                    ))
                })
                .collect()
        }
        Err(error) => {
            let message = format!(
                "{error}\n\n       help: list what is vouched for: `impl Type {{ fn method(&self) -> u32; }}`"
            );
            errors.push(syn::Error::new(error.span(), message));
            TokenStream::new()
        }
    }
}

/// The words of a text, as one word.
fn camel(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(char::to_uppercase);
            first
                .into_iter()
                .flatten()
                .chain(letters)
                .collect::<String>()
        })
        .collect()
}

impl Vouched {
    /// A name for the trait: the type, and the first method, since a type may have several lists.
    fn stem(&self) -> String {
        let first = self
            .methods
            .first()
            .map(|method| method.sig.ident.to_string());
        let kind = match &self.ty {
            Type::Slice(_) => "slice",
            _ => "",
        };
        camel(&format!(
            "{kind} {} {}",
            self.ty.to_token_stream(),
            first.unwrap_or_default()
        ))
    }

    /// A trait with the twins. The second, nameless import is what a glob brings into scope, also
    /// where two lists have a trait of one name.
    fn expand(&self, name: &Ident) -> TokenStream {
        let (impl_generics, ty_generics, where_clause) = self.generics.split_for_impl();
        let ty = &self.ty;
        let declared = self.methods.iter().map(|method| {
            let sig = method.twin_sig();
            let attrs = &method.attrs;
            quote!(#(#attrs)* #[doc(hidden)] #sig;)
        });
        let defined = self.methods.iter().map(|method| method.define(ty));
        let generics = &self.generics;
        quote! {
            #[doc(hidden)]
            #[allow(clippy::wrong_self_convention, clippy::should_implement_trait, clippy::new_ret_no_self, clippy::len_without_is_empty, clippy::too_many_arguments, clippy::type_complexity, clippy::missing_errors_doc, clippy::ptr_arg)]
            pub trait #name #generics #where_clause {
                #(#declared)*
            }

            #[doc(hidden)]
            pub use self::#name as _;

            #[allow(deprecated, clippy::type_complexity, clippy::needless_lifetimes, clippy::extra_unused_lifetimes)]
            impl #impl_generics #name #ty_generics for #ty #where_clause {
                #(#defined)*
            }
        }
    }
}

impl Method {
    fn twin_sig(&self) -> Signature {
        let mut sig = Forward::of(&self.sig).sig;
        sig.ident = twin(&self.sig.ident);
        sig
    }

    fn define(&self, ty: &Type) -> TokenStream {
        let attrs = &self.attrs;
        let name = &self.sig.ident;
        match &self.body {
            Some(body) => {
                let mut sig = self.sig.clone();
                sig.ident = twin(name);
                quote!(#(#attrs)* #[inline(always)] #sig #body)
            }
            None => {
                let Forward { mut sig, args, .. } = Forward::of(&self.sig);
                sig.ident = twin(name);
                let call = quote_spanned!(Span::mixed_site().located_at(name.span())=> <#ty>::#name(#(#args),*));
                quote!(#(#attrs)* #[inline(always)] #sig { #call })
            }
        }
    }
}
