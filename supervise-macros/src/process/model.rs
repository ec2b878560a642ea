//! What the code is written from. It is complete also when errors were reported: what was
//! mistaken is left out, or marked as not sound.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Generics, Type, Visibility};

use super::args::{Args, Mailbox, Overload, Pure, Unhandled};
use super::attrs::{self, Kind};
use super::options::{self, Options};
use super::parse::{Block, Member};
use super::{check, generics, types};
use crate::diag::{Errors, Reported};
use crate::names::{self, Krate};

pub(super) struct Process {
    pub(super) krate: Krate,
    /// The type's name, without path and generics.
    pub(super) name: String,
    pub(super) self_ty: TokenStream,
    /// Without lifetimes, and with `Self` replaced by its name.
    pub(super) generics: Generics,
    pub(super) lints: Vec<TokenStream>,
    pub(super) handle: Ident,
    pub(super) message: Ident,
    /// What a filter sees of a message.
    pub(super) view: Ident,
    pub(super) phase: Ident,
    pub(super) phases: Vec<Ident>,
    pub(super) unhandled: Unhandled,
    pub(super) mailbox: Mailbox,
    pub(super) overload: Overload,
    /// Whether its state may be looked at: where that is said.
    pub(super) inspect: Option<Ident>,
    /// The protocols that it says it implements.
    pub(super) implements: Vec<syn::Path>,
    pub(super) pure: Option<Pure>,
    pub(super) methods: Vec<Method>,
    /// Whether `spawn` can be generated: false when the user has a method of that name.
    pub(super) spawn: bool,
}

/// A method with a helper attribute.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) kind: Kind,
    pub(crate) name: Ident,
    /// The message that it handles.
    pub(crate) variant: Ident,
    pub(crate) options: Options,
    pub(crate) vis: Visibility,
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) carried: Vec<TokenStream>,
    /// Those of them that say which lints are off.
    pub(crate) lints: Vec<TokenStream>,
    pub(crate) is_async: bool,
    pub(crate) receiver: Receiver,
    /// Where that stands.
    pub(crate) receiver_at: Option<Span>,
    pub(crate) generics: Generics,
    pub(crate) params: Vec<Param>,
    pub(crate) output: Output,
    /// Of a checkpoint: after how many callbacks it is taken.
    pub(crate) every: u32,
    /// False when an error was reported for it: it can't be called by generated code, but what
    /// callers of it need can still be there.
    pub(crate) sound: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    None,
    Ref,
    Mut,
    Value,
}

#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) role: Role,
    /// Its name in the user's code, if it has one.
    pub(crate) own: Option<Ident>,
    /// Its type in the user's code.
    pub(crate) at: Span,
}

#[derive(Clone)]
pub(crate) enum Role {
    /// A part of the message.
    Message { name: Ident, ty: TokenStream },
    /// `&mut Cx<Self>`
    Cx,
    /// `&End`
    End,
    /// `&Meta<Self>`
    Meta,
    /// `&Reason`
    Reason,
    /// `ReplyTo<R, E>`
    ReplyTo,
}

/// What a method returns.
#[derive(Clone)]
pub(crate) struct Output {
    pub(crate) ty: TokenStream,
    /// Its place in the user's code.
    pub(crate) at: Span,
    /// The arguments of the type, if it is named `Result`.
    pub(crate) result: Option<Vec<TokenStream>>,
    /// The reply, if it is a `Next` or a `Result` of one, in a pure process.
    pub(crate) next: Option<TokenStream>,
    /// The types in `ReplyTo<R, E>`, if the method takes that and replies later.
    pub(crate) deferred: Option<Vec<TokenStream>>,
}

pub(super) fn build(block: &Block, args: Args, errors: &Errors) -> Result<Process, Reported> {
    let name = check::name(&block.head, errors)?;
    let lifetimes = check::lifetimes(&block.head, errors);
    let fixed = |tokens: TokenStream| match lifetimes {
        Ok(()) => tokens,
        Err(_) => types::statics(tokens),
    };
    let self_ty = fixed(block.head.self_ty.to_token_stream());
    let outside = |tokens: TokenStream| types::without_self(fixed(tokens), &self_ty);
    let mut generics = generics::outer(&block.head.generics, &outside);
    let unused = generics::take_unused(&mut generics, &self_ty);

    let is_pure = args.pure.is_some();
    let base = match &args.handle {
        // The name of the type may have two processes, which is what `handle` is there for.
        Some(handle) => handle.unraw(),
        None => name.unraw(),
    };
    let view = format_ident!("{base}Message");
    let mut methods: Vec<Method> = Vec::new();
    let mut spawn = true;
    for member in &block.members {
        let method = match member {
            Member::Fn(method) => method,
            Member::Other(attrs) => {
                check::not_a_method(attrs, errors);
                continue;
            }
        };
        spawn &= check::generated_name(method, errors).is_ok();
        let Some((kind, attr)) = check::kind(&method.attrs, errors) else {
            continue;
        };
        check::unconditional(kind, method, errors);
        let mut options = match kind.is_message() {
            true => options::parse(kind, attr, &args.phases, errors),
            false => Options::default(),
        };
        if check::single(kind, method, &methods, errors).is_err() {
            continue;
        }
        let sound = check::signature(kind, method, is_pure, &view, errors).is_ok();
        if sound {
            let fits = check::message::options(
                kind,
                &method.sig,
                &options,
                (is_pure, args.overload),
                errors,
            );
            if fits.is_err() {
                options = Options {
                    mistaken: true,
                    ..Options::default()
                };
            }
        }
        if mentions(&method.sig, &unused) {
            continue;
        }
        // Such a block's methods can't be called: what is the parameter then?
        let sound = sound && unused.is_empty();
        // Of two methods with one name rustc reports the second, and only that.
        if kind.is_message() && check::is_repeated(method, &methods) {
            continue;
        }
        let method = Method {
            options,
            ..read(kind, method, sound, is_pure, &outside)
        };
        for mut method in alternatives(method) {
            method.variant = method.message_name(&methods);
            if method.kind.is_message() && method.sound {
                method.sound = check::message::shares(&method, &methods, errors).is_ok();
            }
            methods.push(method);
        }
    }
    check::filter::distinct(&mut methods, errors);
    let handle = args
        .handle
        .clone()
        .unwrap_or_else(|| format_ident!("{}Ref", name.unraw()));
    let message = format_ident!("__{base}Message");
    let phase = format_ident!("{base}Phase");
    let krate = args.krate.map(|path| Krate::at(path, &handle));
    let mut process = Process {
        krate: krate.unwrap_or_default(),
        name: name.unraw().to_string(),
        self_ty,
        generics,
        lints: attrs::lints(&block.head.attrs),
        handle,
        message,
        view,
        phase,
        phases: args.phases,
        unhandled: args.unhandled,
        mailbox: args.mailbox,
        overload: args.overload,
        inspect: args.inspect,
        implements: args.implements,
        pure: args.pure,
        methods,
        spawn,
    };
    let mut unfit = Vec::new();
    for message in process.messages() {
        // A message with a `cfg` in it is there twice.
        if !unfit.contains(&message.name)
            && check::message::redelivered(message, &process, errors).is_err()
        {
            unfit.push(message.name.clone());
        }
    }
    for method in &mut process.methods {
        if unfit.contains(&method.name) {
            method.options.redeliver = None;
        }
    }
    Ok(process)
}

fn mentions(sig: &syn::Signature, names: &[Ident]) -> bool {
    let tokens = sig.to_token_stream();
    let mut names = names.iter();
    names.any(|name| types::find(tokens.clone(), &name.to_string()).is_some())
}

pub(crate) fn read(
    kind: Kind,
    method: &super::parse::Method,
    sound: bool,
    is_pure: bool,
    outside: &impl Fn(TokenStream) -> TokenStream,
) -> Method {
    let sig = &method.sig;
    let output = match &sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let result = match &sig.output {
        syn::ReturnType::Default => None,
        syn::ReturnType::Type(_, ty) => types::result_args(ty),
    };
    let next = match &sig.output {
        syn::ReturnType::Type(_, ty) if kind == Kind::Call && (is_pure || !sound) => next_reply(ty),
        _ => None,
    };
    let deferred = check::deferred(sig).map(types::args);
    Method {
        kind,
        name: sig.ident.clone(),
        variant: sig.ident.clone(),
        options: Options::default(),
        vis: method.vis.clone(),
        conditions: attrs::conditions(&method.attrs),
        carried: attrs::carried(&method.attrs),
        lints: attrs::lints(&method.attrs),
        is_async: sig.asyncness.is_some(),
        receiver: check::receiver(sig),
        receiver_at: sig.receiver().map(Spanned::span),
        generics: sig.generics.clone(),
        params: params(sig, is_pure, outside),
        output: Output {
            at: match &sig.output {
                syn::ReturnType::Default => sig.ident.span(),
                syn::ReturnType::Type(_, ty) => ty.span(),
            },
            ty: outside(output),
            result: result.map(|args| args.into_iter().map(outside).collect()),
            next: next.map(outside),
            deferred: deferred.map(|args| args.into_iter().map(outside).collect()),
        },
        every: method.attrs.iter().find_map(attrs::every_of).unwrap_or(1),
        sound,
    }
}

/// `R` of `Next<S, R>` and of `Result<Next<S, R>, E>`.
fn next_reply(ty: &Type) -> Option<TokenStream> {
    let next = types::result_ok(ty).unwrap_or(ty);
    let reply = types::next_args(next)?.into_iter().nth(1);
    Some(reply.map_or_else(|| quote!(()), ToTokens::to_token_stream))
}

fn params(
    sig: &syn::Signature,
    is_pure: bool,
    outside: &impl Fn(TokenStream) -> TokenStream,
) -> Vec<Param> {
    let mut taken: Vec<String> = Vec::new();
    let mut params = Vec::new();
    for input in &sig.inputs {
        let syn::FnArg::Typed(input) = input else {
            continue;
        };
        let role = ambient(&input.ty, is_pure).unwrap_or_else(|| {
            let name = param_name(&input.pat, &taken);
            taken.push(name.unraw().to_string());
            let ty = if types::is_refused(&input.ty) {
                // It only stands in a stub then, which is to take whatever the caller has.
                quote!(impl ::core::marker::Sized)
            } else {
                outside(input.ty.to_token_stream())
            };
            Role::Message { name, ty }
        });
        params.push(Param {
            conditions: attrs::conditions(&input.attrs),
            role,
            own: match &*input.pat {
                syn::Pat::Ident(pat) => Some(pat.ident.clone()),
                _ => None,
            },
            at: input.ty.span(),
        });
    }
    params
}

/// Whether a parameter of a pure process is no part of a message.
pub(crate) fn is_ambient(ty: &Type) -> bool {
    ambient(ty, true).is_some()
}

/// What a parameter gets that is not part of the message.
pub(crate) fn ambient(ty: &Type, is_pure: bool) -> Option<Role> {
    let Type::Reference(reference) = types::bare(ty) else {
        // Taken by value by mistake; a message type of this name has no use for the process.
        let segment = types::last_segment(ty)?;
        if segment.arguments.is_none() {
            return None;
        }
        return match &*segment.ident.to_string() {
            "Cx" => Some(Role::Cx),
            "ReplyTo" => Some(Role::ReplyTo),
            _ => None,
        };
    };
    let name = &types::last_segment(&reference.elem)?.ident;
    if name == "Cx" {
        Some(Role::Cx)
    } else if name == "End" {
        Some(Role::End)
    } else if is_pure && name == "Meta" {
        Some(Role::Meta)
    } else if is_pure && name == "Reason" {
        Some(Role::Reason)
    } else {
        None
    }
}

/// The parameter's name where it has one. A leading underscore says that the handler does not
/// use it, which is of no interest to callers.
fn param_name(pat: &syn::Pat, taken: &[String]) -> Ident {
    let named = match pat {
        syn::Pat::Ident(pat) if pat.subpat.is_none() => {
            let plain = pat.ident.to_string();
            let plain = plain.trim_start_matches('_');
            syn::parse_str::<Ident>(plain)
                .ok()
                .filter(|ident| !taken.contains(&ident.unraw().to_string()))
                .map(|ident| names::moved(&ident, types::local_span(pat.ident.span())))
        }
        _ => None,
    };
    let numbered = || {
        let mut name = format!("arg{}", taken.len());
        while taken.contains(&name) {
            name.push('_');
        }
        let at = pat.span();
        types::local(&name, at)
    };
    named.unwrap_or_else(numbered)
}

/// A `cfg` on a parameter can't be carried into a tuple type. So such a method becomes several:
/// with the parameter where the condition holds, and without it where it does not.
fn alternatives(method: Method) -> Vec<Method> {
    let Some(at) = method.params.iter().position(|p| !p.conditions.is_empty()) else {
        return vec![method];
    };
    let mut with = method;
    let conditions = std::mem::take(&mut with.params[at].conditions);
    let mut without = with.clone();
    without.params.remove(at);
    without.conditions.push(quote!(not(all(#(#conditions),*))));
    with.conditions.extend(conditions);
    let mut all = alternatives(with);
    all.extend(alternatives(without));
    all
}

impl Process {
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Method> {
        self.methods
            .iter()
            .filter(move |method| method.kind == kind)
    }

    /// The methods that handle messages.
    pub(super) fn handlers(&self) -> impl Iterator<Item = &Method> {
        self.methods
            .iter()
            .filter(|method| method.kind.is_message() && method.sound)
    }

    /// The messages, each as its first handler, after which the others go.
    pub(super) fn messages(&self) -> impl Iterator<Item = &Method> {
        self.handlers().filter(|method| self.is_first(method))
    }

    /// Whether no other handler of its message stands before it.
    pub(super) fn is_first(&self, method: &Method) -> bool {
        let mut handlers = self.handlers();
        let first = handlers.find(|first| method.shares_with(first));
        first.is_none_or(|first| first.name == method.name)
    }

    /// The handlers of a message, in the order in which they are asked.
    pub(super) fn handlers_of(&self, message: &Method) -> impl Iterator<Item = &Method> {
        self.handlers().filter(|method| method.shares_with(message))
    }

    /// Whether a handler of this message waits.
    pub(super) fn waits(&self, message: &Method) -> bool {
        self.handlers_of(message).any(|method| method.is_async)
    }

    /// The visibility of a `spawn` that has no init to take it from: the widest of what can be
    /// sent, because who may send may as well start.
    pub(super) fn widest(&self) -> TokenStream {
        let rank = |vis: &Visibility| match vis {
            Visibility::Public(_) => 3,
            Visibility::Restricted(at) if at.path.is_ident("crate") => 2,
            Visibility::Restricted(_) => 1,
            Visibility::Inherited => 0,
        };
        self.methods
            .iter()
            .filter(|method| matches!(method.kind, Kind::Call | Kind::Cast))
            .map(|method| &method.vis)
            .max_by_key(|vis| rank(vis))
            .map_or_else(|| quote!(pub), ToTokens::to_token_stream)
    }
}

impl Method {
    /// Whether it handles the same message.
    pub(super) fn shares_with(&self, other: &Self) -> bool {
        other.kind.is_message()
            && other.sound
            && other.variant == self.variant
            && other.has_conditions_of(self)
    }

    fn has_conditions_of(&self, other: &Self) -> bool {
        let text = |method: &Self| {
            let all = method.conditions.iter();
            all.map(ToString::to_string).collect::<Vec<_>>()
        };
        text(self) == text(other)
    }

    /// The name that is said, or its own. The type of a message from outside says which is meant.
    fn message_name(&self, before: &[Self]) -> Ident {
        if self.kind == Kind::Info {
            let mut infos = before.iter().filter(|other| {
                other.kind == Kind::Info
                    && other.sound
                    && other.args_ty().to_string() == self.args_ty().to_string()
                    && other.has_conditions_of(self)
            });
            return infos
                .next()
                .map_or_else(|| self.name.clone(), |other| other.variant.clone());
        }
        let name = self.options.name.as_ref();
        name.unwrap_or(&self.name).clone()
    }

    pub(crate) fn is_deprecated(&self) -> bool {
        let mut carried = self.carried.iter();
        carried.any(|attr| types::find(attr.clone(), "deprecated").is_some())
    }

    /// The names and types that make up the message.
    pub(crate) fn message(&self) -> impl Iterator<Item = (&Ident, &TokenStream)> {
        self.params.iter().filter_map(|param| match &param.role {
            Role::Message { name, ty } => Some((name, ty)),
            _ => None,
        })
    }

    /// The same, with the names that the user knows.
    pub(super) fn own_parts(&self) -> impl Iterator<Item = (&Ident, &TokenStream)> {
        self.params.iter().filter_map(|param| match &param.role {
            Role::Message { name, ty } => Some((param.own.as_ref().unwrap_or(name), ty)),
            _ => None,
        })
    }

    /// `()`, `T`, or `(A, B, ..)`.
    pub(crate) fn args_ty(&self) -> TokenStream {
        one_or_tuple(self.message().map(|(_, ty)| ty.clone()))
    }
}

/// Types, expressions and patterns of one thing are that thing, of more a tuple.
pub(crate) fn one_or_tuple(parts: impl IntoIterator<Item = impl ToTokens>) -> TokenStream {
    let parts: Vec<_> = parts.into_iter().collect();
    match &parts[..] {
        [part] => part.to_token_stream(),
        parts => quote!((#(#parts),*)),
    }
}
