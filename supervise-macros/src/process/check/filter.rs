//! The rules of filters.

use proc_macro2::Ident;
use syn::{FnArg, ReturnType, Signature, Type};

use super::{Checked, params, plain_fn, takes_process};
use crate::diag::Errors;
use crate::names::camel;
use crate::process::attrs::Kind;
use crate::process::model::Method;
use crate::process::types;

/// `fn admit(&mut self, message: CounterMessage<'_>) -> Filter`
pub(super) fn signature(sig: &Signature, is_pure: bool, view: &Ident, errors: &Errors) -> Checked {
    if is_pure {
        return Err(errors.report_help_at(
            sig.ident.span(),
            "a pure process has no filter",
            "refuse in the handler, or by a guard and `unhandled = drop`",
        ));
    }
    let shape = format!("write `fn admit(&mut self, message: {view}<'_>) -> Filter`");
    takes_process(Kind::Filter, sig, errors)?;
    plain_fn(Kind::Filter, sig, &shape, errors)?;
    if let Some(asyncness) = &sig.asyncness {
        let message = "a filter is asked before each message, and can't wait";
        return Err(errors.report_help(asyncness, message, shape));
    }
    let messages: Vec<&Type> = params::messages(sig, false).collect();
    match messages[..] {
        [] => {
            let message = "a filter looks at a message";
            return Err(errors.report_help_at(sig.ident.span(), message, shape));
        }
        [ty] if !types::is_named(ty, &view.to_string()) => {
            let message = format!("a filter looks at each message, as a `{view}<'_>`");
            return Err(errors.report_help(ty, message, shape));
        }
        [_] => {}
        [_, second, ..] => {
            let message = "a filter takes a message and nothing else but the context";
            return Err(errors.report_help(second, message, "remove the parameter"));
        }
    }
    let deferred = sig.inputs.iter().find(
        |input| matches!(input, FnArg::Typed(param) if types::is_named(&param.ty, "ReplyTo")),
    );
    if let Some(param) = deferred {
        let message = "a filter answers nobody: what it refuses is told to the caller";
        return Err(errors.report_help(param, message, "remove the parameter"));
    }
    match &sig.output {
        ReturnType::Type(..) => Ok(()),
        ReturnType::Default => {
            let message = "a filter says what becomes of the message";
            Err(errors.report_help_at(sig.ident.span(), message, shape))
        }
    }
}

/// A filter sees each message as a variant, of a name that is made of the handler's.
pub(in crate::process) fn distinct(methods: &mut [Method], errors: &Errors) {
    if !methods.iter().any(|method| method.kind == Kind::Filter) {
        return;
    }
    let mut seen: Vec<Ident> = Vec::new();
    let mut refused: Vec<Ident> = Vec::new();
    for method in methods {
        let handles = method.kind.is_message() && method.sound && method.conditions.is_empty();
        if !handles || seen.contains(&method.variant) {
            continue;
        }
        let variant = camel(&method.variant);
        match seen.iter().find(|known| camel(known) == variant) {
            None => seen.push(method.variant.clone()),
            Some(first) => {
                method.sound = false;
                if !refused.contains(&method.variant) {
                    refused.push(method.variant.clone());
                    let message = format!("`{first}` is `{variant}` to the filter already");
                    errors.report_help(&method.name, message, "give one of the two another name");
                }
            }
        }
    }
}
