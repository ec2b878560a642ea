//! The rules of the block and its methods. Each mistake is reported once, on the user's token.

pub(super) mod filter;
mod guard;
pub(super) mod message;
pub(crate) mod params;
mod pure;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, FnArg, ItemImpl, ReceiverKind, ReturnType, Signature, Type};

use super::attrs::{Kind, every};
use super::model::{self, Receiver};
use super::parse::Method;
use super::types;
use crate::diag::{Errors, Reported};

pub(crate) type Checked = Result<(), Reported>;

/// The name of the type; everything generated is named after it.
pub(super) fn name(head: &ItemImpl, errors: &Errors) -> Result<Ident, Reported> {
    if let Some((path, _)) = &head.trait_ {
        errors.report_help(
            path,
            "`managed_process` goes on an inherent impl block, not on that of a trait",
            "move the handlers to a block of their own: `impl Counter { .. }`",
        );
    }
    match types::bare(&head.self_ty) {
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last();
            last.map(|segment| segment.ident.clone())
                .ok_or_else(|| not_named(head, errors))
        }
        _ => Err(not_named(head, errors)),
    }
}

fn not_named(head: &ItemImpl, errors: &Errors) -> Reported {
    errors.report_help(
        &head.self_ty,
        "a process is a struct or an enum of this crate",
        "put what it needs into a struct: `impl Counter { .. }`",
    )
}

/// A process may outlive whatever it would borrow from.
pub(super) fn lifetimes(head: &ItemImpl, errors: &Errors) -> Checked {
    let help = "own the data instead: `String` for `&str`, `Arc<T>` for `&T`";
    if let Some(param) = head.generics.lifetimes().next() {
        let name = param.lifetime.to_string();
        let message = format!("a process is `'static`, it can't borrow for `{name}`");
        return Err(errors.report_help(param, message, help));
    }
    let written = head.self_ty.to_token_stream();
    if types::borrows(&written) {
        let message = "a process is `'static`, it can't borrow";
        return Err(errors.report_help(&head.self_ty, message, help));
    }
    Ok(())
}

/// The kind that a method's helper attribute says, and that attribute; `None` without one.
pub(crate) fn kind<'a>(attrs: &'a [Attribute], errors: &Errors) -> Option<(Kind, &'a Attribute)> {
    let mut helpers = attrs
        .iter()
        .filter_map(|attr| Some((Kind::of_attr(attr)?, attr)));
    let (kind, attr) = helpers.next()?;
    if !kind.is_message() {
        options(kind, attr, errors);
    }
    if let Some((second, attr)) = helpers.next() {
        let (first, second) = (kind.name(), second.name());
        let message = if first == second {
            format!("`{first}` is given twice")
        } else {
            format!("this method is marked `{first}` and `{second}`")
        };
        errors.report_help(
            attr,
            message,
            "keep one; write a second method for the other",
        );
    }
    Some((kind, attr))
}

/// What a method is for the process does not depend on a condition, though whether there is one may.
pub(super) fn unconditional(kind: Kind, method: &Method, errors: &Errors) {
    if let Some(attr) = &method.conditional {
        let name = kind.name();
        errors.report_help(
            attr,
            format!("`{name}` can't stand in a `cfg_attr`"),
            format!(
                "write `#[{name}]`, with `#[cfg(..)]` beside it if the method is not for all builds"
            ),
        );
    }
}

fn options(kind: Kind, attr: &Attribute, errors: &Errors) {
    let name = kind.name();
    if kind == Kind::Checkpoint && !matches!(attr.meta, syn::Meta::NameValue(_)) {
        if every(attr).is_none() {
            errors.report_help(
                attr,
                "a checkpoint is taken after each handler, or after each so many",
                "write `#[checkpoint]` or `#[checkpoint(every = 10)]`",
            );
        }
        return;
    }
    let tokens = match &attr.meta {
        syn::Meta::Path(_) => return,
        syn::Meta::List(list) if list.tokens.is_empty() => attr.to_token_stream(),
        syn::Meta::List(list) => list.tokens.clone(),
        syn::Meta::NameValue(pair) => pair.value.to_token_stream(),
    };
    let message = match tokens.clone().into_iter().next() {
        Some(proc_macro2::TokenTree::Ident(option)) => format!("unknown option `{option}`"),
        _ => format!("`{name}` takes no options"),
    };
    errors.report_help(tokens, message, format!("write `#[{name}]` alone"));
}

pub(super) fn not_a_method(attrs: &[Attribute], errors: &Errors) {
    for attr in attrs {
        if let Some(kind) = Kind::of_attr(attr) {
            let message = format!("`{}` goes on a method", kind.name());
            errors.report_help(attr, message, "remove it, or write a `fn` with a `self`");
        }
    }
}

/// `spawn` is generated.
pub(super) fn generated_name(method: &Method, errors: &Errors) -> Checked {
    let name = &method.sig.ident;
    if name != "spawn" {
        return Ok(());
    }
    let help = match kind_quietly(method) {
        Some(Kind::Init) => "give it another name, `start` or `new`: `spawn` calls it",
        _ => "give it another name",
    };
    let message = "`managed_process` generates a `spawn` for this type";
    Err(errors.report_help(name, message, help))
}

fn kind_quietly(method: &Method) -> Option<Kind> {
    method.attrs.iter().find_map(Kind::of_attr)
}

/// There is one init, one exit, and so on; or one for each of several `cfg`s.
pub(super) fn single(
    kind: Kind,
    method: &Method,
    before: &[model::Method],
    errors: &Errors,
) -> Checked {
    if kind.is_message() || has_cfg(method) {
        return Ok(());
    }
    let same = |other: &&model::Method| other.kind == kind && other.conditions.is_empty();
    let Some(first) = before.iter().find(same) else {
        return Ok(());
    };
    let message = format!(
        "a process has one `{}` method, and `{}` is that already",
        kind.name(),
        first.name
    );
    let attr = method
        .attrs
        .iter()
        .find(|attr| Kind::of_attr(attr) == Some(kind));
    Err(errors.report_help(attr, message, "merge the two methods"))
}

/// Whether `before` has a handler of the name (which the user's own methods clash over, too).
pub(super) fn is_repeated(method: &Method, before: &[model::Method]) -> bool {
    before.iter().any(|other| {
        other.name == method.sig.ident && other.conditions.is_empty() && !has_cfg(method)
    })
}

fn has_cfg(method: &Method) -> bool {
    method.attrs.iter().any(|attr| attr.path().is_ident("cfg"))
}

/// The type of the parameter by which the method replies later.
pub(super) fn deferred(sig: &Signature) -> Option<&Type> {
    params::deferred(sig)
}

/// How the method takes its process.
pub(crate) fn receiver(sig: &Signature) -> Receiver {
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first() else {
        return Receiver::None;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, _, Some(_)) => Receiver::Mut,
        ReceiverKind::Reference(..) => Receiver::Ref,
        ReceiverKind::Typed(_, ty) => match types::bare(ty) {
            Type::Reference(reference) if reference.mutability.is_some() => Receiver::Mut,
            Type::Reference(_) => Receiver::Ref,
            _ => Receiver::Value,
        },
        _ => Receiver::Value,
    }
}

/// The rules of one method. The first mistake is enough: the next may be its consequence.
pub(super) fn signature(
    kind: Kind,
    method: &Method,
    is_pure: bool,
    view: &Ident,
    errors: &Errors,
) -> Checked {
    let sig = &method.sig;
    if kind == Kind::Filter {
        return filter::signature(sig, is_pure, view, errors);
    }
    if is_pure {
        return pure::signature(kind, sig, errors);
    }
    if kind == Kind::Checkpoint {
        return checkpoint(sig, errors);
    }
    takes_process(kind, sig, errors)?;
    if kind == Kind::Hibernate {
        hibernate(sig, errors)?;
    }
    plain_fn(kind, sig, "write `fn` or `async fn`", errors)?;
    params::check(kind, sig, false, errors)?;
    no_next(sig, errors)?;
    returns(kind, sig, errors)
}

/// `fn save(&self) -> Self`.
fn checkpoint(sig: &Signature, errors: &Errors) -> Checked {
    const SHAPE: &str = "write `fn save(&self) -> Self`";
    plain_fn(Kind::Checkpoint, sig, SHAPE, errors)?;
    if let Some(asyncness) = &sig.asyncness {
        let message = "a checkpoint is taken between two messages, and can't wait";
        return Err(errors.report_help(asyncness, message, SHAPE));
    }
    if receiver(sig) != Receiver::Ref {
        let message = "a checkpoint looks at its process, which goes on";
        return Err(match sig.inputs.first() {
            Some(FnArg::Receiver(receiver)) => errors.report_help(receiver, message, SHAPE),
            _ => errors.report_help_at(sig.ident.span(), message, SHAPE),
        });
    }
    if let Some(param) = sig.inputs.iter().nth(1) {
        let message = "a checkpoint takes nothing but its process";
        return Err(errors.report_help(param, message, SHAPE));
    }
    match &sig.output {
        // What else it is than `Self` is for rustc to find out.
        ReturnType::Type(..) => Ok(()),
        ReturnType::Default => {
            let message = "a checkpoint returns what the next incarnation goes on from";
            Err(errors.report_help_at(sig.ident.span(), message, SHAPE))
        }
    }
}

/// `fn shrink(&mut self)`.
fn hibernate(sig: &Signature, errors: &Errors) -> Checked {
    const SHAPE: &str = "write `fn shrink(&mut self)`";
    if let Some(asyncness) = &sig.asyncness {
        let message = "what is let go of before a sleep is let go of at once";
        return Err(errors.report_help(asyncness, message, SHAPE));
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        let message = "`hibernate` returns nothing: nobody is there to take it";
        return Err(errors.report_help(ty, message, SHAPE));
    }
    Ok(())
}

/// `Next<Self, ..>` is for callbacks that do nothing themselves.
fn no_next(sig: &Signature, errors: &Errors) -> Checked {
    let ReturnType::Type(_, ty) = &sig.output else {
        return Ok(());
    };
    let next = types::result_ok(ty).unwrap_or(ty);
    let args = types::next_args(next).unwrap_or_default();
    if !args
        .first()
        .is_some_and(|state| types::is_named(state, "Self"))
    {
        return Ok(());
    }
    Err(errors.report_help(
        next,
        "`Next` is what the callbacks of a pure process return",
        "write `#[managed_process(pure)]`, or return the reply, or an `Action<Self>`",
    ))
}

fn takes_process(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    let name = kind.name();
    if kind != Kind::Init {
        no_pointer(sig, "take `&mut self` or `&self`", errors)?;
    }
    let (message, help) = match (kind, receiver(sig)) {
        (Kind::Init, Receiver::None) | (Kind::Terminate, Receiver::Value) => return Ok(()),
        (Kind::Init, _) => (
            "`init` makes the process, so there is no `self` yet".to_owned(),
            "remove it: `init` takes the arguments of `spawn` and returns `Self`",
        ),
        (_, Receiver::Ref | Receiver::Mut) => return Ok(()),
        (Kind::Terminate, Receiver::None) => (
            "a method marked `terminate` needs its process".to_owned(),
            "add `self`, `&self`, or `&mut self`",
        ),
        (_, Receiver::None) => (
            format!("a method marked `{name}` needs its process"),
            "add `&mut self` or `&self`",
        ),
        (_, Receiver::Value) => (
            format!("a method marked `{name}` can't take its process by value, which goes on"),
            "take `&mut self` or `&self`",
        ),
    };
    Err(match sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) => errors.report_help(receiver, message, help),
        _ => errors.report_help_at(sig.ident.span(), message, help),
    })
}

/// `self: &mut Self` is `&mut self`, but `self: Box<Self>` is not ours to give.
fn no_pointer(sig: &Signature, help: &str, errors: &Errors) -> Checked {
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first() else {
        return Ok(());
    };
    let ReceiverKind::Typed(_, ty) = &receiver.kind else {
        return Ok(());
    };
    let inner = match types::bare(ty) {
        Type::Reference(reference) => &reference.elem,
        _ => ty,
    };
    let pointers = ["Arc", "Box", "Pin", "Rc"];
    if !pointers.iter().any(|name| types::is_named(inner, name)) {
        return Ok(());
    }
    let message = "a process is not kept in a pointer";
    Err(errors.report_help(receiver, message, help))
}

fn plain_fn(kind: Kind, sig: &Signature, help: &str, errors: &Errors) -> Checked {
    let name = kind.name();
    let qualifier = if let Some(constness) = &sig.constness {
        Some(("const", constness.to_token_stream()))
    } else if let syn::Safety::Unsafe(unsafety) = &sig.safety {
        Some(("unsafe", unsafety.to_token_stream()))
    } else {
        let abi = sig.abi.as_ref();
        abi.map(|abi| ("extern", abi.to_token_stream()))
    };
    if let Some((word, tokens)) = qualifier {
        let message = format!("a method marked `{name}` can't be `{word}`");
        return Err(errors.report_help(tokens, message, help));
    }
    if let Some(variadic) = &sig.variadic {
        let message = format!("a method marked `{name}` can't be variadic");
        return Err(errors.report_help(variadic, message, "take a `Vec`"));
    }
    if let Some(param) = sig.generics.type_params().next() {
        return Err(generic(kind, &param.ident, "T", errors));
    }
    if let Some(param) = sig.generics.const_params().next() {
        return Err(generic(kind, &param.ident, "const N: usize", errors));
    }
    if let Some(clause) = &sig.generics.where_clause {
        let message = format!("a method marked `{name}` has no `where` clause of its own");
        let help = "move it to the impl block, so that it holds for the whole process";
        return Err(errors.report_help(clause, message, help));
    }
    Ok(())
}

fn generic(kind: Kind, param: &Ident, form: &str, errors: &Errors) -> Reported {
    let message = format!(
        "a method marked `{}` can't be generic: who calls it has only the message",
        kind.name()
    );
    let help = format!("name the type, or make the process generic: `impl<{form}> ..`");
    errors.report_help(param, message, help)
}

fn returns(kind: Kind, sig: &Signature, errors: &Errors) -> Checked {
    let ReturnType::Type(_, ty) = &sig.output else {
        if kind == Kind::Init {
            let message = "`init` returns the process";
            let help = "add `-> Self`, `-> Result<Self, E>`, or `-> Init<Self>`";
            return Err(errors.report_help_at(sig.ident.span(), message, help));
        }
        return Ok(());
    };
    let name = kind.name();
    let unit = matches!(types::bare(ty), Type::Tuple(tuple) if tuple.elems.is_empty());
    if matches!(types::bare(ty), Type::Never(_)) {
        let message = format!("a method marked `{name}` has to return");
        let help = "return nothing; to end the process return `Action::stop(..)` from a `cast`";
        return Err(errors.report_help(ty, message, help));
    }
    match kind {
        Kind::Terminate if !unit => Err(errors.report_help(
            ty,
            "`terminate` returns nothing: nobody is left to take it",
            "handle it in the method",
        )),
        Kind::Init => {
            a_process(ty, errors)?;
            reply(kind, ty, errors)
        }
        Kind::Call if params::deferred(sig).is_none() => reply(kind, ty, errors),
        _ => Ok(()),
    }
}

/// Types that certainly are no process. Any other may be an alias, and is left to rustc.
fn a_process(ty: &Type, errors: &Errors) -> Checked {
    let name = types::last_segment(ty).map(|segment| segment.ident.to_string());
    let others = [
        "Arc", "Box", "Option", "Rc", "String", "Vec", "bool", "i32", "i64", "u32", "u64", "usize",
    ];
    let unnamed = matches!(
        types::bare(ty),
        Type::Array(_) | Type::Reference(_) | Type::Tuple(_)
    );
    if !unnamed && !name.is_some_and(|name| others.contains(&&*name)) {
        return Ok(());
    }
    let message = format!("`init` returns the process, not `{}`", types::written(ty));
    let help = "return `Self`, `Result<Self, E>`, or `Init<Self>`";
    Err(errors.report_help(ty, message, help))
}

pub(crate) fn reply(kind: Kind, ty: &Type, errors: &Errors) -> Checked {
    let tokens = ty.to_token_stream();
    if types::find(tokens.clone(), "impl").is_some() {
        let message = format!(
            "a method marked `{}` can't return `impl Trait`",
            kind.name()
        );
        let help = "name the type, or box it: `Box<dyn Trait + Send>`";
        return Err(errors.report_help(ty, message, help));
    }
    sendable(ty, errors)?;
    if !types::borrows(&tokens) {
        return Ok(());
    }
    let help = match types::bare(ty) {
        Type::Reference(reference) => {
            format!("return a `{}`", types::owned(&reference.elem))
        }
        _ => "return a type that owns its data".to_owned(),
    };
    Err(errors.report_help(ty, "a reply leaves the process, so it can't borrow", help))
}

fn sendable(ty: &Type, errors: &Errors) -> Checked {
    let Some(instead) = types::sendable_instead(&ty.to_token_stream()) else {
        return Ok(());
    };
    let message = format!("`{}` can't go to another thread", types::written(ty));
    Err(errors.report_help(ty, message, format!("write {instead}")))
}
