//! The rules of a protocol. Each mistake is reported once, on the user's token.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{FnArg, GenericParam, ItemTrait, ReceiverKind, ReturnType, Signature, TraitItem};
use syn::{TraitItemFn, Type};

use crate::diag::{Errors, Reported};
use crate::process::attrs::Kind;
use crate::process::check::{Checked, kind as marked, params, reply};
use crate::process::model::{Role, ambient};
use crate::process::types;

/// The trait without its methods.
pub(super) fn head(declared: &ItemTrait, errors: &Errors) {
    if let Some(supertrait) = declared.supertraits.first() {
        errors.report_help(
            supertrait,
            "a protocol has no supertraits",
            "write the methods here; a process may implement several protocols",
        );
    }
    if let Some(word) = qualifier(declared) {
        let message = format!("a protocol can't be `{word}`");
        errors.report_help(word, message, "write `trait`");
    }
    if let Some(param) = declared.generics.lifetimes().next() {
        errors.report_help(
            param,
            "a protocol is `'static`, its messages can't borrow",
            "own the data instead: `String` for `&str`, `Arc<T>` for `&T`",
        );
    }
}

fn qualifier(declared: &ItemTrait) -> Option<TokenStream> {
    let unsafety = declared.unsafety.map(ToTokens::into_token_stream);
    unsafety.or_else(|| {
        declared
            .modifiers
            .auto_token
            .map(ToTokens::into_token_stream)
    })
}

pub(super) fn not_a_method(item: &TraitItem, errors: &Errors) {
    errors.report_help(
        item,
        "a protocol has calls and casts, and nothing else",
        "remove it; what differs from process to process can be a parameter: `trait Store<V>`",
    );
}

pub(super) fn distinct<'a>(
    method: &TraitItemFn,
    mut before: impl Iterator<Item = &'a Ident>,
    errors: &Errors,
) -> Checked {
    let name = &method.sig.ident;
    if before.all(|other| other != name) {
        return Ok(());
    }
    let message = format!("the protocol has a method `{name}` already");
    Err(errors.report_help(name, message, "give it another name"))
}

/// What the method's attribute says.
pub(super) fn kind(method: &TraitItemFn, errors: &Errors) -> Result<Kind, Reported> {
    match marked(&method.attrs, errors) {
        Some((kind @ (Kind::Call | Kind::Cast), attr)) => match &attr.meta {
            syn::Meta::Path(_) => Ok(kind),
            _ => Err(errors.report_help(
                attr,
                "how a message is handled is its process's own",
                format!(
                    "write `#[{}]` here, and the rest at the handler",
                    kind.name()
                ),
            )),
        },
        Some((kind, attr)) => {
            let message = format!("`{}` is no part of a protocol", kind.name());
            let help = "a protocol has what others call and cast; keep this to the process";
            Err(errors.report_help(attr, message, help))
        }
        None => Err(errors.report_help(
            &method.sig.ident,
            "a method of a protocol is a call or a cast",
            "write `#[call]` above it, or `#[cast]` where nobody waits for a reply",
        )),
    }
}

/// The rules of one method. The first mistake is enough: the next may be its consequence.
pub(super) fn method(kind: Kind, method: &TraitItemFn, errors: &Errors) -> Checked {
    let sig = &method.sig;
    let params = sig.inputs.iter().flat_map(|input| match input {
        FnArg::Receiver(param) => &param.attrs,
        FnArg::Typed(param) => &param.attrs,
    });
    let mut attrs = method.attrs.iter().chain(params);
    if let Some(attr) = attrs.find(|attr| attr.path().is_ident("cfg")) {
        return Err(errors.report_help(
            attr,
            "a protocol has the same methods everywhere",
            "put the `cfg` on the trait, or what depends on it into a protocol of its own",
        ));
    }
    receiver(sig, errors)?;
    plain(sig, errors)?;
    if let Some(body) = &method.default {
        return Err(errors.report_help(
            body,
            "a method of a protocol has no body",
            "write `;`: what is done is the process's to say",
        ));
    }
    for input in &sig.inputs {
        if let FnArg::Typed(param) = input {
            parameter(kind, &param.ty, errors)?;
        }
    }
    returns(kind, sig, errors)
}

fn receiver(sig: &Signature, errors: &Errors) -> Checked {
    let message = "a method of a protocol is called through a handle";
    let help = "write `&self`; the handler may take `&mut self`";
    match sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) => match &receiver.kind {
            ReceiverKind::Reference(_, None, None) => Ok(()),
            _ => Err(errors.report_help(receiver, message, help)),
        },
        _ => Err(errors.report_help_at(sig.ident.span(), message, help)),
    }
}

fn plain(sig: &Signature, errors: &Errors) -> Checked {
    if let Some(asyncness) = &sig.asyncness {
        let message = "a protocol says what can be asked, and not how it is done";
        return Err(errors.report_help(asyncness, message, "write `fn`; the handler may be async"));
    }
    let qualifier = if let Some(constness) = &sig.constness {
        Some(constness.to_token_stream())
    } else if let syn::Safety::Unsafe(unsafety) = &sig.safety {
        Some(unsafety.to_token_stream())
    } else {
        sig.abi.as_ref().map(ToTokens::to_token_stream)
    };
    if let Some(word) = qualifier {
        let message = "a method of a protocol is a plain one";
        return Err(errors.report_help(word, message, "write `fn`"));
    }
    if let Some(param) = sig.generics.params.first() {
        let message = "a method of a protocol can't be generic, as its message is one type";
        let help = match param {
            GenericParam::Lifetime(_) => "take owned data",
            _ => "name the type, or make the protocol generic: `trait Store<T>`",
        };
        return Err(errors.report_help(param, message, help));
    }
    if let Some(clause) = &sig.generics.where_clause {
        let message = "a method of a protocol has no `where` clause of its own";
        return Err(errors.report_help(clause, message, "move it to the trait"));
    }
    Ok(())
}

fn parameter(kind: Kind, ty: &Type, errors: &Errors) -> Checked {
    match ambient(ty, false) {
        Some(Role::ReplyTo) => Err(errors.report_help(
            ty,
            "a protocol says what is replied, and not when",
            "return the type of the reply; the handler may take a `ReplyTo` of it",
        )),
        Some(_) => Err(errors.report_help(
            ty,
            "a protocol has what the caller gives",
            "remove the parameter; the handler may have it",
        )),
        None => {
            no_self(ty, errors)?;
            params::owned(kind, ty, errors)
        }
    }
}

fn returns(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    let ReturnType::Type(_, ty) = &sig.output else {
        return Ok(());
    };
    if kind == Kind::Cast {
        let message = "nobody waits for what a cast returns";
        let help = "make it a `#[call]`, or return nothing";
        return Err(errors.report_help(ty, message, help));
    }
    if let Type::Never(_) = types::bare(ty) {
        return Err(errors.report_help(ty, "a call has to return", "return nothing"));
    }
    no_self(ty, errors)?;
    reply(kind, ty, errors)
}

/// What implements the protocol is not known to those who call it.
fn no_self(ty: &Type, errors: &Errors) -> Checked {
    let Some(word) = types::find(ty.to_token_stream(), "Self") else {
        return Ok(());
    };
    let message = "a caller doesn't know which process `Self` is";
    Err(errors.report_help(word, message, "name the type"))
}
