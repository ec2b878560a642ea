//! Items: what `#[pure]` makes of each kind.

mod block;
mod data;
mod function;
mod traits;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, Generics, Item, ItemMod, ReturnType, Signature, Type};

use super::{Context, attrs, bounds};

pub(super) use block::process;

/// One item, and what stands beside it.
pub(super) fn item(item: &Item, context: &Context<'_>) -> TokenStream {
    match item {
        Item::Fn(item) => function::function(item, context),
        Item::Struct(item) => data::structure(item, context),
        Item::Enum(item) => data::enumeration(item, context),
        Item::Impl(item) => block::block(item, context),
        Item::Trait(item) => traits::definition(item, context),
        Item::Mod(item) => module(item, context),
        other => {
            context.errors.report_help(
                keyword(other),
                "`#[pure]` goes on a function, a struct, an enum, an impl block, a trait, or an inline module",
                "remove it here",
            );
            other.to_token_stream()
        }
    }
}

fn module(item: &ItemMod, context: &Context<'_>) -> TokenStream {
    let Some((_, items)) = &item.content else {
        context.errors.report_help(
            &item.ident,
            "`#[pure]` can't see into a module in another file",
            "put it on the items there",
        );
        return item.to_token_stream();
    };
    let items = items.iter().map(|inner| within(inner, context));
    let (list, vis, ident) = (&item.attrs, &item.vis, &item.ident);
    quote!(#(#list)* #vis mod #ident { #(#items)* })
}

/// An item of a pure module.
fn within(inner: &Item, context: &Context<'_>) -> TokenStream {
    let list = match inner {
        Item::Use(_) | Item::Const(_) | Item::Static(_) | Item::Type(_) => {
            return inner.to_token_stream();
        }
        Item::Fn(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        _ => {
            context.errors.report_help(
                keyword(inner),
                "this item can't stand in a pure module",
                "move it out of the module",
            );
            return TokenStream::new();
        }
    };
    if attrs::is_test(list) || list.iter().any(attrs::is_pure) {
        return inner.to_token_stream();
    }
    item(inner, context)
}

/// The first word of an item after its attributes and its visibility.
fn keyword(item: &Item) -> TokenStream {
    let words = [
        "static",
        "const",
        "type",
        "use",
        "union",
        "extern",
        "macro_rules",
    ];
    item.to_token_stream()
        .into_iter()
        .find(|token| matches!(token, TokenTree::Ident(word) if words.contains(&word.to_string().as_str())))
        .map_or_else(|| item.to_token_stream(), TokenTree::into_token_stream)
}

/// Reports what an attribute below `#[pure]` could change.
fn check_attrs(list: &[Attribute], context: &Context<'_>) {
    for attr in list {
        if !attrs::is_built_in(attr) && !attrs::is_pure(attr) && !attr.path().is_ident("cfg_attr") {
            let message = format!(
                "the attribute `{}` could change what was checked",
                attrs::name(attr)
            );
            context
                .errors
                .report_help(attr, message, "put it above the `pure` attribute");
        }
    }
}

/// Reports what can't be said of a pure function; whether there is none of that.
fn check_signature(sig: &Signature, context: &Context<'_>) -> bool {
    let (token, what) = if let Some(token) = &sig.asyncness {
        (token.to_token_stream(), "`async`")
    } else if let syn::Safety::Unsafe(token) = &sig.safety {
        (token.to_token_stream(), "`unsafe`")
    } else if let Some(abi) = &sig.abi {
        (abi.to_token_stream(), "`extern`")
    } else {
        return true;
    };
    // Of the handlers of a process that is said in other words.
    if context.process {
        return false;
    }
    context.errors.report_help(
        token,
        format!("{what} has no place in pure code"),
        "describe what is to be done as an effect of `Next`, or vouch for it with `trust_pure!`",
    );
    false
}

/// The checks that parameters and result are pure data.
fn data_checks(sig: &Signature, outer: &Generics, context: &Context<'_>) -> TokenStream {
    let mut checks = TokenStream::new();
    let mut check = |ty: &Type| {
        let Some(ty) = data_of(ty, sig, outer, context) else {
            return;
        };
        let pure = context.located(ty.span());
        checks.extend(quote_spanned!(ty.span()=> #pure::is_pure::<#ty>();));
    };
    for input in &sig.inputs {
        if let FnArg::Typed(param) = input {
            check(&param.ty);
        }
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        check(ty);
    }
    checks
}

/// The type whose data has to be pure; `None` for closures and what may hold them.
fn data_of<'t>(
    ty: &'t Type,
    sig: &Signature,
    outer: &Generics,
    context: &Context<'_>,
) -> Option<&'t Type> {
    if let Type::Never(_) = ty {
        return None;
    }
    let mut excused = vec![
        "impl".to_owned(),
        "Fn".into(),
        "FnMut".into(),
        "FnOnce".into(),
    ];
    // The state of a process is checked once, where it is named.
    if context.process {
        // What a callback can't take is said in other words.
        excused.extend(["Self", "Cx", "End", "ReplyTo"].map(String::from));
    }
    for generics in [&sig.generics, outer] {
        excused.extend(
            generics
                .type_params()
                .map(|param| param.ident.to_string())
                .filter(|name| bounds::is_no_data(name, generics)),
        );
    }
    (!mentions(&ty.to_token_stream(), &excused)).then_some(ty)
}

/// Whether one of the words stands in the tokens.
pub(super) fn mentions(tokens: &TokenStream, words: &[String]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => words.iter().any(|word| ident == word.as_str()),
        TokenTree::Group(group) => mentions(&group.stream(), words),
        _ => false,
    })
}

/// The `cfg` attributes, which twins share.
fn conditions(list: &[Attribute]) -> TokenStream {
    let list = list.iter().filter(|attr| attr.path().is_ident("cfg"));
    quote!(#(#list)*)
}

/// A generic item as a type: `Name<'a, T, N>`.
fn as_type(name: &Ident, generics: &Generics) -> TokenStream {
    let (_, ty_generics, _) = generics.split_for_impl();
    quote!(#name #ty_generics)
}

/// What clippy and rustc would say of rewritten code, and not of what the user wrote.
fn lints() -> TokenStream {
    quote! {
        #[allow(
            unused_parens,
            unused_braces,
            clippy::blocks_in_conditions,
            clippy::deref_addrof,
            clippy::double_parens,
            clippy::let_and_return,
            clippy::match_single_binding,
            clippy::multiple_bound_locations,
            clippy::needless_borrow,
            clippy::op_ref,
            clippy::redundant_field_names,
            clippy::redundant_pattern,
            clippy::toplevel_ref_arg,
            clippy::unused_unit
        )]
    }
}
