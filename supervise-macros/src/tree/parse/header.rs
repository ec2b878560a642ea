//! `#[docs] pub Shop<S: Store>(config: Config) where … { … }`.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::visit::Visit;
use syn::{
    Attribute, GenericParam, Generics, Pat, PatIdent, Token, Type, Visibility, parse_quote, token,
};

use super::{children, in_braces, in_parens, name, skip_all, skip_one, skip_to_comma, sort_attrs};
use crate::diag::Errors;
use crate::process::check::Checked;
use crate::process::{generics, types};
use crate::tree::model::{Attrs, Param, Tree};

const SHAPE: &str = "a tree is declared like this: `pub Shop(config: Config) { .. }`";

/// One tree; `None` when not even its name is known.
pub(super) fn tree(input: ParseStream<'_>, errors: &Errors) -> Option<Tree> {
    let attrs = sort_attrs(
        parsed(input.call(Attribute::parse_outer), errors)?,
        false,
        errors,
    );
    let vis: Visibility = parsed(input.parse(), errors)?;
    for keyword in [
        "async", "struct", "mod", "fn", "enum", "type", "impl", "trait",
    ] {
        let fork = input.fork();
        if fork
            .call(Ident::parse_any)
            .is_ok_and(|word| word == keyword)
            && input.peek2(syn::Ident)
        {
            errors.report_help_at(input.span(), format!("unexpected `{keyword}`"), SHAPE);
            skip_one(input);
        }
    }
    let name = if input.peek(Ident::peek_any) {
        name(input, "a tree", errors)?
    } else {
        errors.report_help_at(input.span(), "expected the name of a tree", SHAPE);
        return None;
    };
    let generics: Generics = parsed(input.parse(), errors)?;
    let head = Head {
        attrs,
        vis,
        name,
        generics,
    };
    if head.generics.lifetimes().next().is_none() {
        return head.tree(input, errors);
    }
    for param in head.generics.lifetimes() {
        errors.report_help(
            &param.lifetime,
            "a tree has no lifetime parameters",
            "it lives on after the caller has returned: let its parameters own what they hold",
        );
    }
    // What names them is taken to mean `'static`, so that rustc has nothing to add.
    let borrowed = head
        .generics
        .lifetimes()
        .map(|param| param.lifetime.ident.to_string());
    let borrowed: Vec<String> = borrowed.collect();
    let rest = outlive(parsed(input.parse(), errors)?, &borrowed);
    let head = Head {
        generics: parsed(without_lifetimes(&head.generics, &borrowed), errors)?,
        ..head
    };
    let read = |input: ParseStream<'_>| Ok(head.tree(input, errors));
    parsed(read.parse2(rest), errors)?
}

/// What stands before the parameters.
struct Head {
    attrs: Attrs,
    vis: Visibility,
    name: Ident,
    generics: Generics,
}

impl Head {
    fn tree(self, input: ParseStream<'_>, errors: &Errors) -> Option<Tree> {
        let mut params = Params::default();
        if input.peek(token::Paren) {
            let (_, content) = parsed(in_parens(input), errors)?;
            params.read(&content, errors);
        } else {
            errors.report_help_at(
                input.span(),
                "expected the parameters of the tree",
                format!("`{}()` is a tree without parameters", self.name),
            );
            if !input.peek(token::Brace) && !input.peek(Token![where]) {
                skip_all(input);
            }
        }
        let mut generics = self.generics;
        generics.where_clause = parsed(input.parse(), errors)?;
        imply_bounds(&mut generics, &params.list);
        let handle = format_ident!("{}Ref", self.name.unraw(), span = self.name.span());
        let root = if input.peek(token::Brace) {
            let content = parsed(in_braces(input), errors)?;
            children::root(&content, handle, &self.name, errors)
        } else {
            errors.report_help_at(
                input.span(),
                "expected the body of the tree in braces",
                SHAPE,
            );
            skip_all(input);
            children::empty(handle)
        };
        Some(Tree {
            attrs: self.attrs,
            vis: self.vis,
            name: self.name,
            generics,
            params: params.list,
            unusable: params.unusable,
            root,
        })
    }
}

/// What the children are made from goes to their tasks, and a parameter is read by all of them. Where
/// it is of a type of the tree's, that need not be said.
fn imply_bounds(tree: &mut Generics, params: &[Param]) {
    generics::imply_bounds(tree);
    generics::imply_sync(tree, |name| {
        let mut types = params.iter().map(|param| types::bare(&param.ty));
        types.any(|ty| matches!(ty, Type::Path(path) if path.path.is_ident(name)))
    });
}

fn without_lifetimes(generics: &Generics, borrowed: &[String]) -> syn::Result<Generics> {
    let mut generics = generics.clone();
    let params = std::mem::take(&mut generics.params);
    let kept = params
        .into_iter()
        .filter(|param| !matches!(param, GenericParam::Lifetime(_)));
    generics.params = kept.collect();
    syn::parse2(outlive(generics.to_token_stream(), borrowed))
}

/// Puts `'static` in the place of the lifetimes of these names.
fn outlive(tokens: TokenStream, borrowed: &[String]) -> TokenStream {
    let mut quoted = false;
    let tokens = tokens.into_iter().map(|token| {
        let lifetime = std::mem::take(&mut quoted);
        match token {
            TokenTree::Ident(name) if lifetime && borrowed.contains(&name.to_string()) => {
                TokenTree::Ident(Ident::new("static", name.span()))
            }
            TokenTree::Punct(punct) => {
                quoted = punct.as_char() == '\'';
                TokenTree::Punct(punct)
            }
            TokenTree::Group(group) => {
                let inner = outlive(group.stream(), borrowed);
                let mut outer = Group::new(group.delimiter(), inner);
                outer.set_span(group.span());
                TokenTree::Group(outer)
            }
            token => token,
        }
    });
    tokens.collect()
}

fn parsed<T>(result: syn::Result<T>, errors: &Errors) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

#[derive(Default)]
struct Params {
    list: Vec<Param>,
    /// Names that would be bound if what binds them were allowed.
    unusable: Vec<String>,
}

impl Params {
    fn read(&mut self, input: ParseStream<'_>, errors: &Errors) {
        while !input.is_empty() {
            if let Err(error) = self.param(input, errors) {
                errors.push(error);
                skip_to_comma(input);
            }
            if input.is_empty() {
                break;
            }
            if let Err(error) = input.parse::<Token![,]>() {
                errors.push(error);
                return skip_all(input);
            }
        }
    }

    fn param(&mut self, input: ParseStream<'_>, errors: &Errors) -> syn::Result<()> {
        for attr in input.call(Attribute::parse_outer)? {
            errors.report(&attr, "a parameter of a tree takes no attributes");
        }
        let fork = input.fork();
        let _ = fork.parse::<Option<Token![&]>>();
        let _ = fork.parse::<Option<Token![mut]>>();
        if fork.peek(Token![self]) {
            errors.report_help_at(
                input.span(),
                "a tree has no `self`",
                "its parameters are values that the arguments of its children are made from",
            );
            skip_to_comma(input);
            return Ok(());
        }
        let pattern = Pat::parse_single(input)?;
        let position = self.list.len();
        let (name, usable) = match &pattern {
            Pat::Ident(PatIdent {
                by_ref: None,
                mutability,
                ident,
                subpat: None,
                ..
            }) => {
                if let Some(mutability) = mutability {
                    errors.report_help(
                        mutability,
                        "a parameter of a tree can't be `mut`",
                        "each argument list gets its own clone; remove `mut`",
                    );
                }
                (ident.clone(), true)
            }
            _ => {
                errors.report_help(
                    &pattern,
                    "a parameter of a tree is a name, not a pattern",
                    "name it, and take it apart in the arguments of the children",
                );
                Names(&mut self.unusable).visit_pat(&pattern);
                (format_ident!("__parameter_{position}"), false)
            }
        };
        if !input.peek(Token![:]) {
            errors.report_help(
                &pattern,
                "a parameter without a type",
                format!("write `{name}: Type`"),
            );
            self.unusable.push(name.to_string());
            skip_to_comma(input);
            return Ok(());
        }
        input.parse::<Token![:]>()?;
        let (ty, owned) = owned(input.parse()?, errors);
        let (ty, refused) = match possible(&ty, errors) {
            Ok(()) => (ty, false),
            Err(_) => (parse_quote!(()), true),
        };
        self.list.push(Param {
            name,
            ty,
            refused,
            usable: usable && owned && !refused,
        });
        Ok(())
    }
}

/// Parameters outlive every borrow. A reference is taken for a `'static` one after the error, so
/// that rustc has nothing to add.
fn owned(mut ty: Type, errors: &Errors) -> (Type, bool) {
    if let Type::Reference(reference) = &mut ty {
        let lifetime = reference.lifetime.as_ref();
        if lifetime.is_none_or(|lifetime| lifetime.ident != "static") {
            reference.lifetime = Some(parse_quote!('static));
            let instead = match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => "`String`, or `&'static str`",
                Type::Slice(_) => "a `Vec`",
                _ => "a value, or share it by an `Arc`",
            };
            let reference = reference.and_token;
            errors.report_help(
                reference,
                "the parameters of a tree are owned",
                format!("it lives on after the caller has returned: take {instead}"),
            );
            return (ty, false);
        }
    }
    (ty, true)
}

/// Parameters are kept for as long as the tree lives, so each has one type with a size.
fn possible(ty: &Type, errors: &Errors) -> Checked {
    if types::find(ty.to_token_stream(), "impl").is_some() {
        return Err(errors.report_help(
            ty,
            "`impl Trait` is generic, and a parameter of a tree has one type",
            "name the type, or make the tree generic: `Shop<T>(..)`",
        ));
    }
    if !types::is_refused(ty) {
        return Ok(());
    }
    let help = match types::bare(ty) {
        Type::TraitObject(object) => {
            format!("share it: `Arc<{} + Send + Sync>`", types::written(object))
        }
        Type::Slice(_) => format!("take `{}`", types::owned(ty)),
        ty if types::is_named(ty, "str") => format!("take `{}`", types::owned(ty)),
        _ => "name the type".to_owned(),
    };
    let message = format!("`{}` is no type of a parameter", types::written(ty));
    Err(errors.report_help(ty, message, help))
}

struct Names<'a>(&'a mut Vec<String>);

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        self.0.push(pattern.ident.to_string());
        syn::visit::visit_pat_ident(self, pattern);
    }
}
