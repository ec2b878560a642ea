//! The rules of a pure process's callbacks: nothing is changed in place, nothing waits, and what is
//! to happen is returned.

use quote::ToTokens;
use syn::{FnArg, PatType, ReturnType, Signature, Type};

use super::{Checked, params, plain_fn};
use crate::diag::{Errors, Reported};
use crate::process::attrs::Kind;
use crate::process::model::{Receiver, Role};
use crate::process::types;

pub(super) fn signature(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    if kind == Kind::Checkpoint {
        return Err(errors.report_help_at(
            sig.ident.span(),
            "a pure process needs no checkpoint: its state is always that of its last callback",
            "remove the method; `reinit: last_known` goes on from that",
        ));
    }
    if kind == Kind::Hibernate {
        return Err(errors.report_help_at(
            sig.ident.span(),
            "a pure process is not changed in place, also not to let go of something",
            "remove the method; `Next::hibernate` gives back the memory of the queues",
        ));
    }
    takes_process(kind, sig, errors)?;
    not_async(kind, sig, errors)?;
    plain_fn(kind, sig, "write `fn`", errors)?;
    nothing_in_place(sig, errors)?;
    params::check(kind, sig, true, errors)?;
    returns(kind, sig, errors)
}

fn takes_process(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    if kind == Kind::Init {
        return super::takes_process(kind, sig, errors);
    }
    super::no_pointer(sig, "take `self` or `&self`", errors)?;
    let name = kind.name();
    match (super::receiver(sig), sig.inputs.first()) {
        (Receiver::Mut, Some(FnArg::Receiver(receiver))) => {
            let help = match kind {
                Kind::Call => "take `&self` or `mut self`, and return `Next<Self, ..>`",
                Kind::Terminate => "take `self` or `&self`",
                _ => "take `mut self` and return `Self`, or `&self` and return `Next<Self>`",
            };
            let message =
                "a pure process is not changed in place: its callbacks return the next state";
            Err(errors.report_help(receiver, message, help))
        }
        (Receiver::None | Receiver::Mut, _) => {
            let message = format!("a method marked `{name}` needs its process");
            Err(errors.report_help_at(sig.ident.span(), message, "add `&self` or `self`"))
        }
        (Receiver::Ref | Receiver::Value, _) => Ok(()),
    }
}

fn not_async(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    let Some(asyncness) = &sig.asyncness else {
        return Ok(());
    };
    let message = format!(
        "a method marked `{}` can't be `async` in a pure process: it has nothing to wait for",
        kind.name()
    );
    let help = match kind {
        Kind::Init => {
            "write `fn`; what it would wait for is started before, and given as an argument"
        }
        _ => "write `fn`, and return what it would wait for as an effect: `Next::call`",
    };
    Err(errors.report_help(asyncness, message, help))
}

/// No `&mut` in any parameter.
fn nothing_in_place(sig: &Signature, errors: &Errors) -> Checked {
    for input in &sig.inputs {
        let FnArg::Typed(param) = input else { continue };
        let Type::Reference(reference) = types::bare(&param.ty) else {
            continue;
        };
        // The context has words of its own.
        if reference.mutability.is_none() || types::is_named(&reference.elem, "Cx") {
            continue;
        }
        let message = "a callback of a pure process changes nothing that is not its own";
        let help = format!(
            "take `{}`, and return what has changed",
            types::owned(&reference.elem)
        );
        return Err(errors.report_help(&param.ty, message, help));
    }
    Ok(())
}

/// What the runtime lends.
pub(super) fn lent(kind: Kind, role: &Role, param: &PatType, errors: &Errors) -> Checked {
    let ty = &param.ty;
    match (role, kind) {
        (Role::Cx, Kind::Init) => Err(errors.report_help(
            ty,
            "a pure process has no context",
            "remove the parameter: `Init<Self>` says what else is to happen",
        )),
        (Role::Cx, _) => Err(errors.report_help(
            ty,
            "a pure process has no context",
            "take `&Meta` for what there is to know, and return what is to happen in a `Next`",
        )),
        (Role::ReplyTo, _) => Err(errors.report_help(
            ty,
            "a pure process answers later by a token, which is data",
            "take `&Meta`, keep its `token()`, and return `Next::new(..).defer(token)`",
        )),
        (Role::End, Kind::Terminate) => Err(errors.report_help(
            ty,
            "an `End` has a deadline, and a pure process has no clock",
            "take `&Reason`",
        )),
        (Role::End | Role::Reason, kind) if kind != Kind::Terminate => Err(errors.report_help(
            ty,
            format!(
                "`{}` has no `Reason`: only `terminate` is about an end",
                kind.name()
            ),
            "remove the parameter",
        )),
        (Role::Meta, Kind::Init | Kind::Terminate) => Err(errors.report_help(
            ty,
            format!("`{}` has no `Meta`: it handles no message", kind.name()),
            "remove the parameter",
        )),
        _ => Ok(()),
    }
}

pub(super) fn terminate(ty: &Type, errors: &Errors) -> Reported {
    let help = match types::last_segment(ty).map(|segment| segment.ident.to_string()) {
        Some(name) if ["Reason", "ExitReason", "End", "Exit"].contains(&&*name) => "take `&Reason`",
        _ => "remove the parameter: what the method needs is in `self`",
    };
    errors.report_help(ty, "`terminate` takes nothing but `&Reason`", help)
}

fn returns(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    if kind == Kind::Init {
        return super::returns(kind, sig, errors);
    }
    let moved = super::receiver(sig) == Receiver::Value;
    let ty = match &sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    if let Some(ty) = ty
        && matches!(types::bare(ty), Type::Never(_))
    {
        let message = format!("a method marked `{}` has to return", kind.name());
        let help = "return a `Next`, and end the process by its `stop`";
        return Err(errors.report_help(ty, message, help));
    }
    match (kind, ty) {
        (Kind::Terminate, _) => Ok(()),
        (Kind::Call, ty) => call(sig, moved, ty, errors),
        (_, ty) if moved && ty.is_none_or(is_unit) => Err(lost(
            kind,
            sig,
            "return `Self` or `Next<Self>`, or take `&self`",
            errors,
        )),
        _ => Ok(()),
    }
}

fn call(sig: &Signature, moved: bool, ty: Option<&Type>, errors: &Errors) -> Checked {
    let help = "return `Next<Self, T>`, or take `&self`";
    let Some(ty) = ty else {
        return if moved {
            Err(lost(Kind::Call, sig, help, errors))
        } else {
            Ok(())
        };
    };
    let inner = types::result_ok(ty).unwrap_or(ty);
    if types::is_named(inner, "Self") {
        return Err(errors.report_help(
            inner,
            "a call has a reply beside the next state",
            "return `Next<Self, T>`, or make it a `cast`",
        ));
    }
    match types::next_args(inner).as_deref() {
        Some([state]) => Err(errors.report_help(
            inner,
            format!(
                "a call is answered, and `Next<{}>` replies nothing",
                types::written(state)
            ),
            "return `Next<Self, T>`, which `reply`, `defer`, or `stop` makes of it",
        )),
        Some([_, reply, ..]) => super::reply(Kind::Call, reply, errors),
        _ if moved => Err(lost(Kind::Call, sig, help, errors)),
        _ => super::reply(Kind::Call, ty, errors),
    }
}

fn is_unit(ty: &Type) -> bool {
    matches!(types::bare(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// A callback that takes the state has to give one back.
fn lost(kind: Kind, sig: &Signature, help: &str, errors: &Errors) -> Reported {
    let message = format!(
        "a `{}` that takes `self` returns the next state, which would be lost here",
        kind.name()
    );
    match &sig.output {
        ReturnType::Type(_, ty) => errors.report_help(ty, message, help),
        ReturnType::Default => {
            let receiver = sig.inputs.first().map(ToTokens::to_token_stream);
            errors.report_help(receiver, message, help)
        }
    }
}
