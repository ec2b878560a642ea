//! `#[docs] pub Shop<S: Store>(config: Config) where … { … }`.

use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::visit::Visit;
use syn::{
    Attribute, GenericParam, Generics, Pat, PatIdent, Token, Type, Visibility, parse_quote, token,
};

use super::{children, in_braces, in_parens, name, skip_all, skip_one, skip_to_comma, sort_attrs};
use crate::diag::Errors;
use crate::tree::model::{Param, Tree};

const SHAPE: &str = "a tree is declared like this: `pub Shop(config: Config) { .. }`";

/// One tree; `None` when not even its name is known.
pub(super) fn tree(input: ParseStream<'_>, errors: &Errors) -> Option<Tree> {
    let attrs = sort_attrs(
        parsed(input.call(Attribute::parse_outer), errors)?,
        false,
        errors,
    );
    let vis: Visibility = parsed(input.parse(), errors)?;
    for keyword in ["struct", "mod", "fn", "enum", "type"] {
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
    let mut generics: Generics = parsed(input.parse(), errors)?;
    let mut params = Params::default();
    if input.peek(token::Paren) {
        let content = parsed(in_parens(input), errors)?;
        params.read(&content, errors);
    } else {
        errors.report_help_at(
            input.span(),
            "expected the parameters of the tree",
            format!("`{name}()` is a tree without parameters"),
        );
        if !input.peek(token::Brace) && !input.peek(Token![where]) {
            skip_all(input);
        }
    }
    generics.where_clause = parsed(input.parse(), errors)?;
    no_lifetimes(&generics, &mut params, errors);
    let handle = format_ident!("{}Ref", name.unraw(), span = name.span());
    let root = if input.peek(token::Brace) {
        let content = parsed(in_braces(input), errors)?;
        children::root(&content, handle, &name, errors)
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
        attrs,
        vis,
        name,
        generics,
        params: params.list,
        unusable: params.unusable,
        root,
    })
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
        self.list.push(Param {
            name,
            ty,
            usable: usable && owned,
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

fn no_lifetimes(generics: &Generics, params: &mut Params, errors: &Errors) {
    for param in &generics.params {
        if let GenericParam::Lifetime(param) = param {
            errors.report_help(
                &param.lifetime,
                "a tree has no lifetime parameters",
                "it lives on after the caller has returned: let its parameters own what they hold",
            );
            params
                .list
                .iter_mut()
                .for_each(|param| param.usable = false);
        }
    }
}

struct Names<'a>(&'a mut Vec<String>);

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        self.0.push(pattern.ident.to_string());
        syn::visit::visit_pat_ident(self, pattern);
    }
}
