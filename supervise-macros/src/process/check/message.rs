//! The rules of handlers that share a message, and of what is said about one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{FnArg, Pat, ReturnType, Signature};

use super::Checked;
use crate::diag::{Errors, Reported};
use crate::process::args::Overload;
use crate::process::attrs::Kind;
use crate::process::model::{Method, Process, Role};
use crate::process::options::Options;
use crate::process::types;

/// What is said about a handler has to fit it.
pub(in crate::process) fn options(
    kind: Kind,
    sig: &Signature,
    options: &Options,
    (is_pure, overload): (bool, Overload),
    errors: &Errors,
) -> Checked {
    if let Some(guard) = &options.when {
        super::guard::check(guard, is_pure, errors)?;
    }
    let deferred = super::deferred(sig).is_some();
    if overload == Overload::DropOldest
        && let Some(priority) = &options.priority
    {
        return Err(errors.report_help(
            priority,
            "with priorities the oldest message is not the next one, so it makes no room",
            "write `overload = reject` or `overload = drop_newest`, or remove the priority",
        ));
    }
    if kind == Kind::Call {
        replies(sig, deferred, errors)?;
    }
    Ok(())
}

/// What is said of a message at its first handler may be for the sake of a later one.
pub(in crate::process) fn redelivered(
    message: &Method,
    process: &Process,
    errors: &Errors,
) -> Checked {
    let Some(redeliver) = &message.options.redeliver else {
        return Ok(());
    };
    if process.pure.is_some() || !process.waits(message) {
        return Err(errors.report_help(
            &redeliver.at,
            "a handler that does not wait is never broken off",
            "make it `async`, or remove `redeliver`",
        ));
    }
    let mut handlers = process.handlers_of(message);
    if handlers.any(|method| method.is_async && method.output.deferred.is_some()) {
        return Err(errors.report_help(
            &redeliver.at,
            "a call that is answered later is out of its handler's hands",
            "return the reply, or remove `redeliver`",
        ));
    }
    Ok(())
}

/// A call is to be answered.
fn replies(sig: &Signature, deferred: bool, errors: &Errors) -> Checked {
    if deferred {
        let mut params = sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(param) => Some(param),
            FnArg::Receiver(_) => None,
        });
        let dropped = params.find(|param| {
            types::is_named(&param.ty, "ReplyTo") && matches!(*param.pat, Pat::Wild(_))
        });
        return match dropped {
            None => Ok(()),
            Some(param) => Err(errors.report_help(
                &param.pat,
                "this call can never be answered: `_` drops the right to",
                "give it a name and answer by it, or make this a `cast`",
            )),
        };
    }
    let ReturnType::Type(_, ty) = &sig.output else {
        return Ok(());
    };
    if types::is_named(ty, "Action") {
        return Err(errors.report_help(
            ty,
            "a call is answered with what it returns, and no caller has a use for an `Action`",
            "take `reply: ReplyTo<T>` and answer by it, or make this a `cast`",
        ));
    }
    Ok(())
}

/// The handlers of one message are tried in their order, and take and give the same.
pub(in crate::process) fn shares(method: &Method, before: &[Method], errors: &Errors) -> Checked {
    let mut others = before.iter().filter(|other| method.shares_with(other));
    let Some(first) = others.next() else {
        return Ok(());
    };
    let last = others.next_back().unwrap_or(first);
    let at = method.name.span();
    if !last.options.is_conditional() {
        return Err(never(method, last, errors));
    }
    if method.kind != first.kind {
        let message = format!(
            "`{}` is a `{}`, and so can't be handled by a `{}`",
            method.variant,
            first.kind.name(),
            method.kind.name()
        );
        return Err(errors.report_help_at(at, message, "mark both the same way"));
    }
    let (of_first, own) = (first.message(), method.message());
    let (of_first, own): (Vec<_>, Vec<_>) = (of_first.collect(), own.collect());
    if of_first.len() != own.len() {
        let message = format!(
            "`{}` takes {}, but `{}` has {}",
            method.name,
            count(own.len()),
            method.variant,
            count(of_first.len())
        );
        let help = format!("take what `{}` takes", first.name);
        return Err(errors.report_help_at(at, message, help));
    }
    for ((_, expected), (name, ty)) in of_first.iter().zip(&own) {
        if expected.to_string() != ty.to_string() {
            let message = format!(
                "`{name}` is `{}` in `{}`",
                types::written(expected),
                first.name
            );
            let help = format!("take `{}` here too", types::written(expected));
            return Err(errors.report_help_at(span_of(method, name), message, help));
        }
    }
    if method.kind == Kind::Call {
        let (expected, found) = (answer(first), answer(method));
        if expected != found {
            let message = format!(
                "`{}` answers `{}` with `{expected}`, and this handler with `{found}`",
                first.name, method.variant
            );
            let help = "a message has one reply: give the same, or handle another message";
            return Err(errors.report_help_at(method.output.at, message, help));
        }
    }
    let options = &method.options;
    let said = options
        .priority
        .as_ref()
        .map(|priority| ("priority", priority.to_token_stream()))
        .or_else(|| {
            let redeliver = options.redeliver.as_ref()?;
            Some(("redeliver", redeliver.at.to_token_stream()))
        })
        .or_else(|| {
            let skip = options.skip_abandoned.as_ref()?;
            Some(("skip_abandoned", skip.to_token_stream()))
        });
    if let Some((word, tokens)) = said {
        let message = format!("`{word}` is about the message, and not about one of its handlers");
        let help = format!("say it at its first handler, `{}`", first.name);
        return Err(errors.report_help(tokens, message, help));
    }
    Ok(())
}

fn never(method: &Method, last: &Method, errors: &Errors) -> Reported {
    if method.kind == Kind::Info && !method.options.is_conditional() {
        let ty = method.message().next().map(|(_, ty)| types::written(ty));
        let message = format!(
            "`{}` already handles `{}`, and the type says which handler is meant",
            last.name,
            ty.unwrap_or_default()
        );
        let at = method.message().next().map(|(name, _)| name);
        let at = at.map_or(Span::call_site(), |name| span_of(method, name));
        return errors.report_help_at(
            at,
            message,
            "merge the two handlers, wrap one of the messages, or give the first a guard: \
             `#[info(when = ..)]`",
        );
    }
    let message = format!(
        "`{}` is never asked: `{}` before it takes every `{}`",
        method.name, last.name, method.variant
    );
    let help = "put the handler without a guard last";
    errors.report_help_at(method.name.span(), message, help)
}

/// Where the type of this parameter stands.
fn span_of(method: &Method, name: &Ident) -> Span {
    let mut params = method.params.iter();
    params
        .find_map(|param| match &param.role {
            Role::Message { name: own, .. } if own == name => Some(param.at),
            _ => None,
        })
        .unwrap_or_else(|| method.name.span())
}

/// What the caller gets, as it is written.
fn answer(method: &Method) -> String {
    let output = &method.output;
    let list = |types: &[TokenStream]| {
        let types: Vec<String> = types.iter().map(types::written).collect();
        match &types[..] {
            [] => "()".to_owned(),
            [reply] => reply.clone(),
            [reply, refusal, ..] => format!("Result<{reply}, {refusal}>"),
        }
    };
    if let Some(deferred) = &output.deferred {
        return list(deferred);
    }
    match (&output.next, output.result.as_deref()) {
        (Some(reply), Some([_, refusal])) => list(&[reply.clone(), refusal.clone()]),
        (Some(reply), _) => list(std::slice::from_ref(reply)),
        (None, Some(both @ [_, _])) => list(both),
        (None, _) => list(std::slice::from_ref(&output.ty)),
    }
}

fn count(n: usize) -> String {
    match n {
        0 => "nothing".to_owned(),
        1 => "one parameter".to_owned(),
        n => format!("{n} parameters"),
    }
}
