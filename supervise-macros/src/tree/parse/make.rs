//! How a process comes about: `(args)` or `{ field: value }` after its path.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprPath, FieldValue, Lit, Path, Token, token};

use super::options::{Key, Taker};
use super::path::show;
use super::{in_braces, in_parens, skip_all};
use crate::diag::Errors;
use crate::tree::model::{Code, Make};

pub(super) fn make(input: ParseStream<'_>, path: &Path, errors: &Errors) -> Make {
    if input.peek(token::Paren) {
        return Make::Args(arguments(input, errors));
    }
    if input.peek(token::Brace) {
        return Make::Value(value(input, path, errors));
    }
    let process = show(path);
    errors.report_help(
        path,
        format!("`{process}` is given no arguments"),
        format!("write `{process}()` if its `#[init]` takes none, `{process} {{}}` for a value without fields"),
    );
    Make::Args(Code::broken())
}

/// A pool has a size, so its options can't be missing: a single brace block is the options.
pub(super) fn pool_make(input: ParseStream<'_>, path: &Path, errors: &Errors) -> Make {
    if input.peek(token::Brace) && !input.peek2(token::Brace) {
        let process = show(path);
        errors.report_help(
            path,
            format!("the pool of `{process}` is given no arguments"),
            format!("write `pool {process}(args) {{ size: 4 }}`, or `pool {process} {{ field: value }} {{ size: 4 }}`"),
        );
        return Make::Args(Code::broken());
    }
    make(input, path, errors)
}

pub(super) fn arguments(input: ParseStream<'_>, errors: &Errors) -> Code {
    let parse = || {
        let (parens, content) = in_parens(input)?;
        let list = Punctuated::<Expr, Token![,]>::parse_terminated(&content);
        if list.is_err() {
            skip_all(&content);
        }
        Ok((parens, list?))
    };
    match parse() {
        Ok((parens, list)) => {
            let exprs: Vec<Expr> = list.into_iter().collect();
            let mut tokens = TokenStream::new();
            match &*exprs {
                [expr] => expr.to_tokens(&mut tokens),
                // An error about how many they are points at them all.
                _ => parens.surround(&mut tokens, |tokens| tokens.extend(quote!(#(#exprs),*))),
            }
            Code::new(tokens, exprs)
        }
        Err(error) => {
            errors.push(error);
            Code::broken()
        }
    }
}

fn value(input: ParseStream<'_>, path: &Path, errors: &Errors) -> Code {
    match fields(input) {
        Ok((fields, rest)) => {
            if let Some(field) = fields.iter().find(|field| is_option(field)) {
                let process = show(path);
                errors.report_help(
                    &field.member,
                    format!("these braces are the value of `{process}`, not its options"),
                    format!("options come in a second brace block: `{process}(args) {{ restart: transient }}`"),
                );
                return Code::broken();
            }
            let rest_tokens = rest.as_ref().map(|rest| quote!(..#rest));
            let tokens = quote!({ #(#fields,)* #rest_tokens });
            let exprs = fields.into_iter().map(|field| field.expr).chain(rest);
            Code::new(tokens, exprs.collect())
        }
        Err(error) => {
            errors.push(error);
            Code::broken()
        }
    }
}

fn fields(input: ParseStream<'_>) -> syn::Result<(Vec<FieldValue>, Option<Expr>)> {
    let content = in_braces(input)?;
    let read = || {
        let mut fields = Vec::new();
        while !content.is_empty() {
            if content.parse::<Option<Token![..]>>()?.is_some() {
                return Ok((fields, Some(content.parse()?)));
            }
            fields.push(content.parse()?);
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok((fields, None))
    };
    let read = read();
    if read.is_err() {
        skip_all(&content);
    }
    read
}

/// Whether a field can't be one: its name and its value are those of an option.
fn is_option(field: &FieldValue) -> bool {
    let syn::Member::Named(name) = &field.member else {
        return false;
    };
    let Some(key) = Key::named(&name.to_string()).filter(|key| Taker::Worker.takes(*key)) else {
        return false;
    };
    match &field.expr {
        Expr::Path(ExprPath { path, .. }) => path.get_ident().is_some_and(|word| {
            field.colon_token.is_some() && key.words().iter().any(|known| word == known)
        }),
        Expr::Lit(ExprLit {
            lit: Lit::Int(lit), ..
        }) => ["ms", "s", "m", "h"].contains(&lit.suffix()),
        _ => false,
    }
}
