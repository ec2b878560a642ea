//! The rules of parameters.

use quote::ToTokens;
use syn::{FnArg, PatType, Signature, Type};

use super::Checked;
use crate::diag::{Errors, Reported};
use crate::process::attrs::Kind;
use crate::process::model::{Role, ambient};
use crate::process::types;

/// The types that make up the message.
pub(super) fn messages(sig: &Signature, is_pure: bool) -> impl Iterator<Item = &Type> {
    typed(sig)
        .map(|param| &*param.ty)
        .filter(move |ty| ambient(ty, is_pure).is_none())
}

/// The type of the parameter by which the method replies later.
pub(super) fn deferred(sig: &Signature) -> Option<&Type> {
    typed(sig)
        .map(|param| &*param.ty)
        .find(|ty| matches!(ambient(ty, false), Some(Role::ReplyTo)))
}

fn typed(sig: &Signature) -> impl Iterator<Item = &PatType> {
    sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(param) => Some(param),
        FnArg::Receiver(_) => None,
    })
}

pub(super) fn check(kind: Kind, sig: &Signature, is_pure: bool, errors: &Errors) -> Checked {
    let mut given = Vec::new();
    for param in typed(sig) {
        match ambient(&param.ty, is_pure) {
            Some(role) => {
                if is_pure {
                    super::pure::lent(kind, &role, param, errors)?;
                } else {
                    lent(kind, &role, param, errors)?;
                }
                let name = types::written(&param.ty);
                let given_name = match role {
                    Role::ReplyTo => "ReplyTo".to_owned(),
                    _ => name.clone(),
                };
                if given.contains(&given_name) && !has_cfg(param) {
                    let message = format!("`{name}` is taken twice");
                    return Err(errors.report_help(param, message, "remove one of the two"));
                }
                given.push(given_name);
            }
            // These take none at all, which is said below.
            None if matches!(kind, Kind::Timeout | Kind::Hibernate | Kind::Terminate) => {}
            None => owned(kind, &param.ty, errors)?,
        }
    }
    count(kind, sig, is_pure, errors)
}

fn has_cfg(param: &PatType) -> bool {
    param.attrs.iter().any(|attr| attr.path().is_ident("cfg"))
}

/// `&mut Cx<Self>` and `&End`, which the runtime lends for the time of the call.
fn lent(kind: Kind, role: &Role, param: &PatType, errors: &Errors) -> Checked {
    let unique = match types::bare(&param.ty) {
        Type::Reference(reference) => reference.mutability.is_some(),
        _ => false,
    };
    match role {
        Role::Cx if !unique => Err(errors.report_help(
            &param.ty,
            "the context is lent by `&mut`",
            "take `&mut Cx<Self>`",
        )),
        Role::End if kind != Kind::Terminate => Err(errors.report_help(
            &param.ty,
            format!(
                "`{}` has no `End`: only `terminate` is about one",
                kind.name()
            ),
            "remove the parameter",
        )),
        Role::ReplyTo => reply_to(kind, param, errors),
        Role::End if unique => {
            Err(errors.report_help(&param.ty, "the `End` is lent by `&`", "take `&End`"))
        }
        _ => Ok(()),
    }
}

fn reply_to(kind: Kind, param: &PatType, errors: &Errors) -> Checked {
    if kind != Kind::Call {
        return Err(errors.report_help(
            &param.ty,
            format!("nobody waits for the reply of `{}`", kind.name()),
            "make it a `call`, or remove the parameter",
        ));
    }
    for reply in types::args(&param.ty) {
        let reply =
            syn::parse2(reply).unwrap_or_else(|error| Type::Verbatim(error.to_compile_error()));
        super::reply(kind, &reply, errors)?;
    }
    Ok(())
}

/// What is part of a message belongs to it.
pub(crate) fn owned(kind: Kind, ty: &Type, errors: &Errors) -> Checked {
    let owned = match kind {
        Kind::Init => "arguments are owned",
        _ => "messages are owned",
    };
    if types::is_refused(ty) {
        return Err(Reported::by_rustc());
    }
    let tokens = ty.to_token_stream();
    if types::find(tokens.clone(), "impl").is_some() {
        let message = "`impl Trait` is generic, and a message has one type";
        let help = "name the type, or box it: `Box<dyn Trait + Send>`";
        return Err(errors.report_help(ty, message, help));
    }
    super::sendable(ty, errors)?;
    if !types::borrows(&tokens) {
        return Ok(());
    }
    let written = types::written(ty);
    let help = match types::bare(ty) {
        Type::Reference(reference) => {
            format!("{owned}: take `{}`", types::owned(&reference.elem))
        }
        _ => format!("{owned}: take a type without a borrow"),
    };
    Err(errors.report_help(ty, format!("`{written}` borrows from the caller"), help))
}

fn count(kind: Kind, sig: &Signature, is_pure: bool, errors: &Errors) -> Checked {
    let types: Vec<&Type> = messages(sig, is_pure).collect();
    let context = if is_pure { "`&Meta`" } else { "the context" };
    match (kind, &types[..]) {
        (Kind::Init | Kind::Call | Kind::Cast | Kind::Checkpoint | Kind::Filter, _)
        | (Kind::Info, [_])
        | (Kind::Timeout | Kind::Hibernate | Kind::Terminate, []) => Ok(()),
        (Kind::Exit, [ty]) => exit(ty, errors),
        (Kind::Info, []) => Err(errors.report_help_at(
            sig.ident.span(),
            "an `info` handler takes one message",
            "add a parameter for it: its type says which messages come here",
        )),
        (Kind::Info, [_, second, ..]) => Err(errors.report_help(
            second,
            "an `info` handler takes one message",
            "put what belongs together into a struct",
        )),
        (Kind::Exit, []) => Err(errors.report_help_at(
            sig.ident.span(),
            "`exit` takes the exit that it is about",
            "add a parameter `exit: Exit`",
        )),
        (Kind::Exit, [_, second, ..]) => Err(errors.report_help(
            second,
            format!("`exit` takes an `Exit` and nothing else but {context}"),
            "remove the parameter",
        )),
        (Kind::Timeout | Kind::Hibernate, [first, ..]) => Err(errors.report_help(
            first,
            format!("`{}` takes nothing but {context}", kind.name()),
            "remove the parameter: what the method needs is in `self`",
        )),
        (Kind::Terminate, [first, ..]) if is_pure => Err(super::pure::terminate(first, errors)),
        (Kind::Terminate, [first, ..]) => Err(terminate(first, errors)),
    }
}

fn exit(ty: &Type, errors: &Errors) -> Checked {
    let name = types::last_segment(ty).map(|segment| segment.ident.to_string());
    // Another name may be an alias; that is for rustc to find out.
    if matches!(name.as_deref(), Some("ExitReason" | "End" | "Down" | "Pid")) {
        let message = format!("`exit` takes an `Exit`, not `{}`", types::written(ty));
        let help = "take `exit: Exit`: it has the reason and who ended";
        return Err(errors.report_help(ty, message, help));
    }
    Ok(())
}

fn terminate(ty: &Type, errors: &Errors) -> Reported {
    let taken = match types::bare(ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    };
    let name = types::last_segment(taken).map(|segment| segment.ident.to_string());
    let help = match name.as_deref() {
        Some("End") => "take `&End`",
        Some("ExitReason" | "Exit" | "Down") => "take `&End`, which has the reason",
        _ => "remove the parameter: what the method needs is in `self`",
    };
    let message = "`terminate` takes nothing but `&End` and the context";
    errors.report_help(ty, message, help)
}
