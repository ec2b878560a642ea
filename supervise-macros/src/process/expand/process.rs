//! The `Process` impl: how the runtime reaches the user's methods.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::choice::{choose, policy};
use super::{Names, has, site};
use crate::process::args::{Mailbox, Overload, Unhandled};
use crate::process::attrs::{Kind, cfg};
use crate::process::model::{Method, Process, Receiver, Role, one_or_tuple};
use crate::process::types;

pub(super) fn process(process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        handle,
        sent,
        lints,
        ..
    } = names;
    let name = &process.name;
    let constants = constants(process, names);
    let (types, inits) = super::init::beginning(process, names);
    let handlers = match &process.pure {
        Some(_) => super::pure::handlers(process, names),
        None => handlers(process, names),
    };
    let has_init = process.of(Kind::Init).map(|init| {
        let cfg = cfg(&init.conditions);
        quote! {
            #cfg
            #lints
            #[automatically_derived]
            impl #impl_generics #private::HasInit for #self_ty #where_clause {
                type InitArgs = <Self as #private::Process>::Args;
            }
        }
    });
    let keeps_state = sound(process, Kind::Checkpoint)
        .filter(|_| process.pure.is_none())
        .map(|method| keeps_state(method, names));
    let functions = match &process.pure {
        // There they stand in the block itself.
        Some(_) => TokenStream::new(),
        None => super::functions(process),
    };
    let functions = (!functions.is_empty()).then(|| {
        quote! {
            #lints
            impl #impl_generics #self_ty #where_clause {
                #functions
            }
        }
    });
    let phase = match &process.phases[..] {
        [] => quote!(()),
        _ => process.phase.to_token_stream(),
    };
    quote! {
        #(#has_init)*
        #(#keeps_state)*
        #functions

        #lints
        #[automatically_derived]
        impl #impl_generics #private::Process for #self_ty #where_clause {
            type Handle = #handle;
            type Message = #sent;
            #types
            type Phase = #phase;
            const NAME: &'static str = #name;
            #constants

            #inits

            #handlers
        }
    }
}

/// What the loop calls.
fn handlers(process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private, message, ..
    } = names;
    // In a pattern the generics of the type are not written.
    let ident = &process.message;
    let waits = process.handlers().any(|method| method.is_async);
    let done = |action| quote!(#private::Handled::Done(#action));
    let at_once = process
        .messages()
        .filter(|message| !process.waits(message))
        .map(|message| arm(message, process, names, done));
    let filters = sound(process, Kind::Filter).map(|method| filter(method, names));
    // Answered above.
    let inspect_arm = process.inspect.as_ref().filter(|_| !waits).map(
        |_| quote!(#ident::__inspect(..) => #private::Handled::Done(#private::Action::CONTINUE),),
    );
    let given_back = waits.then(|| quote!(message => #private::Handled::Waits(message),));
    let handle = waits.then(|| {
        let arms = process
            .messages()
            .filter(|message| process.waits(message))
            .map(|message| arm(message, process, names, |action| action));
        quote! {
            async fn handle(&mut self, message: #message, cx: &mut #private::Cx<Self>) -> #private::Action<Self> {
                match message {
                    #(#arms)*
                    // Handled at once, and so never here.
                    _ => #private::Action::CONTINUE,
                }
            }
        }
    });
    let exits = sound(process, Kind::Exit).map(|method| {
        let cfg = cfg(&method.conditions);
        let handled = action(method, names);
        quote! {
            #cfg
            async fn exit(&mut self, exit: #private::Exit, cx: &mut #private::Cx<Self>) -> #private::Action<Self> {
                #handled
            }
        }
    });
    let timeouts = sound(process, Kind::Timeout).map(|method| {
        let cfg = cfg(&method.conditions);
        let handled = action(method, names);
        quote! {
            #cfg
            async fn timeout(&mut self, cx: &mut #private::Cx<Self>) -> #private::Action<Self> {
                #handled
            }
        }
    });
    let hibernates = sound(process, Kind::Hibernate).map(|method| {
        let cfg = cfg(&method.conditions);
        let called = called(method, names, site(method.name.span()));
        quote! {
            #cfg
            fn hibernate(&mut self, cx: &mut #private::Cx<Self>) {
                #called
            }
        }
    });
    let inspects = process.inspect.as_ref().map(|_| {
        quote! {
            let message = match message {
                #ident::__inspect(reply, state) => {
                    return #private::Handled::Done(#private::inspected(self, reply, state));
                }
                message => message,
            };
        }
    });
    let terminates = sound(process, Kind::Terminate).map(|method| terminate(method, names));
    let checkpoints = sound(process, Kind::Checkpoint).map(|method| {
        let cfg = cfg(&method.conditions);
        quote! {
            #cfg
            async fn serve(running: #private::Running<'_, Self>) -> #private::Served {
                running.with_checkpoints().await
            }
        }
    });
    quote! {
        fn handle_now(&mut self, message: #message, cx: &mut #private::Cx<Self>) -> #private::Handled<Self> {
            #inspects
            #(#filters)*
            match message {
                #(#at_once)*
                #inspect_arm
                #given_back
            }
        }

        #handle
        #(#exits)*
        #(#timeouts)*
        #(#hibernates)*
        #(#terminates)*
        #(#checkpoints)*
    }
}

/// What a process with a checkpoint can: give its last state.
fn keeps_state(method: &Method, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        lints,
        ..
    } = names;
    let cfg = cfg(&method.conditions);
    let every = method.every;
    // The error about another type than `Self` belongs to the type.
    let at = site(method.output.ty.span());
    let name = &method.name;
    let take = quote_spanned!(at=> |process: &Self| -> Self { Self::#name(process) });
    quote! {
        #cfg
        #lints
        #[automatically_derived]
        impl #impl_generics #private::KeepsState for #self_ty #where_clause {
            const CHECKPOINT: ::core::option::Option<#private::Checkpoint<Self>> =
                ::core::option::Option::Some(#private::Checkpoint { take: #take, every: #every });
        }
    }
}

pub(super) fn sound(process: &Process, kind: Kind) -> impl Iterator<Item = &Method> {
    process.of(kind).filter(|method| method.sound)
}

fn constants(process: &Process, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let mut output = match &process.mailbox {
        Mailbox::Default => TokenStream::new(),
        Mailbox::Unbounded => quote! {
            const CAPACITY: ::core::option::Option<usize> = ::core::option::Option::None;
        },
        Mailbox::Capacity(number @ syn::Expr::Lit(_)) => quote! {
            const CAPACITY: ::core::option::Option<usize> = ::core::option::Option::Some(#number);
        },
        Mailbox::Capacity(constant) => quote! {
            const CAPACITY: ::core::option::Option<usize> = {
                let capacity: usize = #constant;
                ::core::assert!(capacity > 0, "the capacity of a mailbox is at least 1");
                ::core::option::Option::Some(capacity)
            };
        },
    };
    let overload = match process.overload {
        Overload::Wait => None,
        Overload::Reject => Some(quote!(Reject)),
        Overload::DropNewest => Some(quote!(DropNewest)),
        Overload::DropOldest => Some(quote!(DropOldest)),
    };
    output.extend(
        overload
            .map(|word| quote!(const OVERLOAD: #private::Overload = #private::Overload::#word;)),
    );
    output.extend(super::choice::has_priorities(process).then(|| {
        quote!(
            const PRIORITIES: bool = true;
        )
    }));
    output.extend(flag("TRAPS_EXITS", process, Kind::Exit));
    output.extend(flag("TERMINATES", process, Kind::Terminate));
    output
}

/// A constant that is true where the process has a method of the kind.
fn flag(name: &str, process: &Process, kind: Kind) -> Option<TokenStream> {
    if !has(process, kind) {
        return None;
    }
    let name = Ident::new(name, Span::call_site());
    let always = sound(process, kind).any(|method| method.conditions.is_empty());
    let value = if always {
        quote!(true)
    } else {
        let all = sound(process, kind).map(|method| {
            let conditions = &method.conditions;
            quote!(all(#(#conditions),*))
        });
        quote!(::core::cfg!(any(#(#all),*)))
    };
    Some(quote!(const #name: bool = #value;))
}

/// A message taken apart, with `reply` for the right to answer it, and `left` for how often it may be
/// handled again.
pub(super) fn pattern(
    message: &Method,
    ident: &Ident,
    (reply, left): (&TokenStream, &TokenStream),
) -> TokenStream {
    let (name, args) = (&message.variant, one_or_tuple(inner_names(message)));
    let left = message.options.redeliver.as_ref().map(|_| quote!(, #left));
    match message.kind {
        Kind::Call => quote!(#ident::#name(#reply, #args #left)),
        _ => quote!(#ident::#name(#args #left)),
    }
}

/// The arm of a message, in which `done` has the last word on the action.
fn arm(
    message: &Method,
    process: &Process,
    names: &Names<'_>,
    done: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&message.conditions);
    let is_call = message.kind == Kind::Call;
    let chosen = choose(
        message,
        process,
        names,
        |method| handled(method, message, process, names, &done),
        || {
            let label = message.variant.unraw().to_string();
            let policy = policy(process, names);
            let told = is_call.then(|| quote!(reply.fail(&#private::Undelivered::Unhandled);));
            let action = match process.unhandled {
                Unhandled::DeadLetterTo(_) if !is_call => quote!(
                    #private::unhandled_told(cx, #label, |letter| self.__dead_letter(letter))
                ),
                _ => quote!(#private::unhandled(cx, #policy, #label, #is_call)),
            };
            let action = done(action);
            quote! {
                #told
                #action
            }
        },
    );
    let chosen = match &message.options.skip_abandoned {
        None => chosen,
        Some(_) => {
            let continues = done(quote!(#private::Action::CONTINUE));
            quote! {
                if #private::ReplyTo::caller_gone(&reply) {
                    reply.fail(&#private::Undelivered::Cancelled);
                    #continues
                } else {
                    #chosen
                }
            }
        }
    };
    let pattern = pattern(message, &process.message, (&quote!(reply), &quote!(left)));
    quote!(#cfg #pattern => { #chosen })
}

/// The call of one handler, and what becomes of what it returns.
fn handled(
    method: &Method,
    message: &Method,
    process: &Process,
    names: &Names<'_>,
    done: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let private = &names.private;
    let parts = inner_names(message);
    let at = site(method.output.ty.span());
    let called = called_on(Some(quote!(self)), method, &parts, names, at);
    let replies = method.kind == Kind::Call && method.output.deferred.is_none();
    let private_at = names.krate.private_at(at);
    let kept = message
        .options
        .redeliver
        .as_ref()
        .filter(|_| method.is_async);
    let Some(_) = kept else {
        if !replies {
            return done(quote_spanned!(at=> #private_at::IntoAction::into_action(#called)));
        }
        let send = send(method, &called, names, at);
        let continues = done(quote!(#private::Action::CONTINUE));
        return quote! {
            #send;
            #continues
        };
    };
    // A copy, with the caller, lies where it is found when the handler is broken off.
    let (ident, name) = (&process.message, &message.variant);
    let types = message.params.iter().filter_map(|param| match param.role {
        Role::Message { .. } => Some(site(param.at)),
        _ => None,
    });
    let copies = parts
        .iter()
        .zip(types)
        .map(|(part, at)| quote_spanned!(at=> ::core::clone::Clone::clone(&#part)));
    let copies = one_or_tuple(copies);
    let again = quote!(u32::saturating_sub(left, 1));
    if !replies {
        let action = quote_spanned!(at=> #private_at::IntoAction::into_action(#called));
        let continues = done(quote!(action));
        return quote! {
            #private::keep(cx, #ident::#name(#copies, #again), left);
            let action = #action;
            let _ = #private::handled(cx);
            #continues
        };
    }
    let returned = quote!(returned);
    let send = send(method, &returned, names, at);
    let continues = done(quote!(#private::Action::CONTINUE));
    quote! {
        #private::keep(cx, #ident::#name(reply, #copies, #again), left);
        #[allow(clippy::let_unit_value)]
        let returned = #called;
        if let ::core::option::Option::Some(#ident::#name(reply, ..)) = #private::handled(cx) {
            #send;
        }
        #continues
    }
}

/// The answer to a call.
fn send(method: &Method, returned: &TokenStream, names: &Names<'_>, at: Span) -> TokenStream {
    if method.output.result.is_some() {
        let private_at = names.krate.private_at(at);
        let parts = quote_spanned!(at=> #private_at::ResultParts::into_result(#returned));
        quote!(reply.result(#parts))
    } else {
        quote!(reply.send(#returned))
    }
}

/// A message that the filter does not let pass goes no further.
fn filter(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let at = site(method.output.at);
    let parts = [format_ident!("view")];
    let called = called_on(Some(quote!(self)), method, &parts, names, at);
    quote! {
        #cfg
        {
            let filter: #private::Filter = {
                let view = message.__view();
                #called
            };
            if !::core::matches!(filter, #private::Filter::Pass) {
                return #private::Handled::Done(#private::filtered(cx, filter, message));
            }
        }
    }
}

/// What a callback that handles no message asks for.
fn action(method: &Method, names: &Names<'_>) -> TokenStream {
    let at = site(method.output.ty.span());
    let private = names.krate.private_at(at);
    let called = called(method, names, at);
    quote_spanned!(at=> #private::IntoAction::into_action(#called))
}

fn terminate(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let receiver = match method.receiver {
        Receiver::Mut => quote!(mut self),
        _ => quote!(self),
    };
    let called = called(method, names, site(method.name.span()));
    quote! {
        #cfg
        async fn terminate(#receiver, end: &#private::End, cx: &mut #private::Cx<Self>) {
            #called
        }
    }
}

/// The call of the user's method, for what it returns to be judged at `at`. By its path, because a
/// trait in scope could come before it in the search for a method.
pub(super) fn called(method: &Method, names: &Names<'_>, at: Span) -> TokenStream {
    let process = match (method.kind, method.receiver) {
        (Kind::Init, _) => None,
        (Kind::Terminate, Receiver::Ref) => Some(quote!(&self)),
        (Kind::Terminate, Receiver::Mut) => Some(quote!(&mut self)),
        _ => Some(quote!(self)),
    };
    called_on(process, method, &inner_names(method), names, at)
}

/// The same, with what it is called on, and the names of the message's parts.
pub(super) fn called_on(
    process: Option<TokenStream>,
    method: &Method,
    parts: &[Ident],
    names: &Names<'_>,
    at: Span,
) -> TokenStream {
    let name = &method.name;
    let mut inner = parts.iter();
    let args = process.into_iter().chain(method.params.iter().map(|param| {
        // What the runtime gives has to be of the type that the user wrote there.
        let at = site(param.at);
        match &param.role {
            Role::Message { .. } if method.kind == Kind::Exit => quote_spanned!(at=> exit),
            Role::Message { .. } => inner.next().to_token_stream(),
            Role::Cx => quote_spanned!(at=> cx),
            Role::End => quote_spanned!(at=> end),
            Role::Meta => quote_spanned!(at=> &meta),
            Role::Reason => quote_spanned!(at=> &reason),
            Role::ReplyTo => quote_spanned!(at=> reply),
        }
    }));
    let args = quote!(#(#args),*);
    if !method.is_async {
        return quote_spanned!(at=> Self::#name(#args));
    }
    let at = site(name.span());
    let private = names.krate.private_at(at);
    quote_spanned!(at=> #private::handler_future_must_be_send(Self::#name(#args)).await)
}

const OWN_NAMES: [&str; 11] = [
    "cx", "reply", "message", "end", "exit", "turn", "meta", "reason", "returned", "left", "action",
];

/// The names of the message's parts where they are taken out of it.
pub(super) fn inner_names(method: &Method) -> Vec<Ident> {
    let names = method.message().enumerate().map(|(i, (name, _))| {
        // The names that this module uses itself.
        if OWN_NAMES.iter().any(|own| name == own) {
            types::local(&format!("arg{i}"), name.span())
        } else {
            name.clone()
        }
    });
    names.collect()
}
