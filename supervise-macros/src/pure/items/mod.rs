//! Items: what `#[pure]` makes of each kind.

mod block;
mod checks;
mod constructors;
mod data;
mod function;
mod traits;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{AttrStyle, Attribute, Generics, Item, ItemMod, Signature};

use super::{Context, attrs};
use crate::process::attrs::{cfg, conditions as conditions_of};

pub(super) use block::process;
pub(super) use checks::mentions;
use checks::{data_checks, receiver_check};

/// One item, and what stands beside it.
pub(super) fn item(item: &Item, context: &Context<'_>) -> TokenStream {
    let mut own = item.clone();
    // What stands inside of an item is written before it, where it means the same.
    for attr in attributes(&mut own).into_iter().flatten() {
        attr.style = AttrStyle::Outer;
    }
    match &own {
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
    let (list, vis, ident) = (kept(&item.attrs, context), &item.vis, &item.ident);
    quote!(#(#list)* #vis mod #ident { #(#items)* })
}

/// An item of a pure module.
fn within(inner: &Item, context: &Context<'_>) -> TokenStream {
    if matches!(
        inner,
        Item::Use(_) | Item::Const(_) | Item::Static(_) | Item::Type(_)
    ) {
        return inner.to_token_stream();
    }
    let mut own = inner.clone();
    let Some(list) = attributes(&mut own) else {
        context.errors.report_help(
            keyword(inner),
            "this item can't stand in a pure module",
            "move it out of the module",
        );
        return TokenStream::new();
    };
    if attrs::is_test(list) {
        return inner.to_token_stream();
    }
    if list.iter().any(attrs::is_pure) {
        // It says so itself. What is in force around it is in force for it.
        if context.no_trust {
            list.iter_mut().for_each(attrs::trust_nothing);
        }
        return own.into_token_stream();
    }
    item(inner, context)
}

/// The attributes of an item that may be pure.
pub(super) fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        _ => None,
    }
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

/// The attributes without those that could change what was checked, which are reported. All stand before
/// what they are of: an inner one would be of what is around that.
fn kept(list: &[Attribute], context: &Context<'_>) -> Vec<Attribute> {
    let harmless = |attr: &&Attribute| reported(attr, attrs::is_harmless(attr), context);
    list.iter().filter(harmless).map(attrs::outer).collect()
}

/// Reports an attribute that is not harmless.
fn reported(attr: &Attribute, harmless: bool, context: &Context<'_>) -> bool {
    if !harmless {
        let message = format!(
            "the attribute `{}` could change what was checked",
            attrs::name(attr)
        );
        context
            .errors
            .report_help(attr, message, "put it above the `pure` attribute");
    }
    harmless
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

/// The `cfg` attributes, which twins share, also those that stand in a `cfg_attr`.
pub(super) fn conditions(list: &[Attribute]) -> TokenStream {
    cfg(&conditions_of(list))
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
            clippy::implied_bounds_in_impls,
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
