//! The `PureProcess` impl: how the state of a pure process gets through its callbacks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::choice::{choose, policy};
use super::process::{called_on, inner_names, pattern, sound};
use super::{Names, site};
use crate::process::args::{OnPanic, Pure};
use crate::process::attrs::{Kind, cfg, cfg_none};
use crate::process::model::{Method, Process, Receiver, Role, one_or_tuple};
use crate::process::pure::as_message;

/// What the loop calls: nothing but the end is of a pure process's own.
pub(super) fn handlers(process: &Process, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let terminates = sound(process, Kind::Terminate).map(|method| terminate(method, names));
    quote! {
        async fn serve(running: #private::Running<'_, Self>) -> #private::Served {
            running.pure().await
        }

        #(#terminates)*
    }
}

fn terminate(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let state = match method.receiver {
        Receiver::Ref => quote!(&self),
        _ => quote!(self),
    };
    let body = ending(method, state, names);
    quote! {
        #cfg
        async fn terminate(self, end: &#private::End, cx: &mut #private::Cx<Self>) {
            #body
        }
    }
}

/// What runs at the end, with this state.
fn ending(method: &Method, state: TokenStream, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let at = site(method.output.ty.span());
    let private_at = names.krate.private_at(at);
    let called = called_on(Some(state), method, &[], names, at);
    let reason = method
        .params
        .iter()
        .any(|param| matches!(param.role, Role::Reason))
        .then(|| quote!(let reason = #private::Reason::of(end);));
    let performed = quote_spanned!(at=> #private_at::perform_last(#called, cx).await);
    quote! {
        #reason
        #performed
    }
}

/// The state may be kept for the next incarnation. Where a callback takes it, there has to be a copy:
/// the bound is about all lifetimes, since rustc takes a bound without any for a mistake here.
fn keeps_state(process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        lints,
        ..
    } = names;
    let takes = process
        .methods
        .iter()
        .any(|method| method.kind != Kind::Init && method.receiver == Receiver::Value);
    let predicates = process
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let copies = takes.then(|| quote!(for<'__kept> #self_ty: #private::StateToKeep,));
    let spare = takes.then(|| {
        quote! {
            fn spare(&self) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(#private::StateToKeep::copy(self))
            }
        }
    });
    let terminates = sound(process, Kind::Terminate).map(|method| {
        let cfg = cfg(&method.conditions);
        let state = match method.receiver {
            Receiver::Ref => quote!(self),
            _ => quote!(#private::StateToKeep::copy(self)),
        };
        let body = ending(method, state, names);
        quote! {
            #cfg
            async fn terminate_kept(&self, end: &#private::End, cx: &mut #private::Cx<Self>) {
                #body
            }
        }
    });
    quote! {
        #lints
        #[automatically_derived]
        impl #impl_generics #private::KeepsState for #self_ty where #(#predicates,)* #copies {
            #spare
            #(#terminates)*
        }
    }
}

/// Everything that is of a pure process alone.
pub(super) fn pure(process: &Process, names: &Names<'_>) -> TokenStream {
    let Some(pure) = &process.pure else {
        return TokenStream::new();
    };
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        message,
        lints,
        ..
    } = names;
    let constants = constants(pure, names);
    let arms = process
        .messages()
        .map(|method| arm(method, process, pure, names));
    let exits = others(process, Kind::Exit, pure, names);
    let timeouts = others(process, Kind::Timeout, pure, names);
    let trace = pure.trace.as_ref().map(|kept| trace(kept, process, names));
    let makers = makers(process, names);
    let keeps_state = keeps_state(process, names);
    quote! {
        #lints
        #[automatically_derived]
        impl #impl_generics #private::PureProcess for #self_ty #where_clause {
            type Body = #message;
            #constants

            fn step(
                turn: &mut #private::Turn<'_, Self>,
                input: #private::Input<#message>,
            ) -> ::core::option::Option<()> {
                match input {
                    #private::Input::Message(message) => match message {
                        #(#arms)*
                    },
                    #exits
                    #timeouts
                }
                ::core::option::Option::Some(())
            }
        }

        #keeps_state
        #makers
        #trace
    }
}

fn constants(pure: &Pure, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let mut output = TokenStream::new();
    let on_panic = match pure.on_panic {
        OnPanic::Restart => None,
        OnPanic::Resume => Some(quote!(Resume)),
        OnPanic::Stop => Some(quote!(Stop)),
    };
    output.extend(
        on_panic.map(|word| quote!(const ON_PANIC: #private::OnPanic = #private::OnPanic::#word;)),
    );
    output.extend(pure.max_resumes.as_ref().map(|most| {
        quote! {
            const MAX_RESUMES: ::core::option::Option<u32> = ::core::option::Option::Some(#most);
        }
    }));
    output.extend(pure.trace.as_ref().map(|_| {
        quote! {
            const TRACED: bool = true;

            fn note(noting: &#private::Noting<'_, Self>) {
                #private::note(noting);
            }
        }
    }));
    output
}

fn arm(method: &Method, process: &Process, pure: &Pure, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let pattern = pattern(method, &process.message, (&quote!(reply), &quote!(_)));
    let is_call = method.kind == Kind::Call;
    let chosen = choose(
        method,
        process,
        names,
        |handler| taken(handler, method, pure, names),
        || {
            let (label, policy) = (method.variant.unraw().to_string(), policy(process, names));
            let told = is_call.then(|| quote!(reply.fail(&#private::Undelivered::Unhandled);));
            quote! {
                #told
                #private::Turn::unhandled(turn, #policy, #label, #is_call);
            }
        },
    );
    quote!(#cfg #pattern => { #chosen })
}

/// The call of one handler, and its answer.
fn taken(method: &Method, message: &Method, pure: &Pure, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let handled = handled(method, &inner_names(message), pure, names);
    if method.kind != Kind::Call {
        return handled;
    }
    let (is_next, is_result) = (method.output.next.is_some(), method.output.result.is_some());
    let verb = match (is_next, is_result) {
        (true, true) => quote!(answer_or_refuse),
        (true, false) => quote!(answer),
        (false, true) => quote!(result),
        (false, false) => quote!(reply),
    };
    let at = site(method.output.ty.span());
    let private_at = names.krate.private_at(at);
    let returned = if is_result {
        quote_spanned!(at=> #private_at::ResultParts::into_result(returned))
    } else {
        quote_spanned!(at=> returned)
    };
    quote! {
        #handled
        #private::Turn::#verb(turn, reply, #returned);
    }
}

/// The arms of exits or timeouts, and of there being none.
fn others(process: &Process, kind: Kind, pure: &Pure, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let methods: Vec<&Method> = sound(process, kind).collect();
    let conditions: Vec<_> = methods
        .iter()
        .map(|method| &method.conditions[..])
        .collect();
    let (pattern, none) = match kind {
        Kind::Exit => (
            quote!(#private::Input::Exit(exit)),
            quote!(#private::Input::Exit(_) => {}),
        ),
        _ => (
            quote!(#private::Input::Timeout),
            quote!(#private::Input::Timeout => #private::Turn::end_idle(turn),),
        ),
    };
    let arms = methods.iter().map(|method| {
        let cfg = cfg(&method.conditions);
        let handled = handled(method, &inner_names(method), pure, names);
        quote!(#cfg #pattern => { #handled })
    });
    let without = cfg_none(&conditions).map(|cfg| quote!(#cfg #none));
    quote!(#(#arms)* #without)
}

/// Calls the callback, and leaves what it returns in `returned` or, of one without a reply, to the
/// turn.
fn handled(method: &Method, parts: &[Ident], pure: &Pure, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let at = site(method.output.ty.span());
    let private_at = names.krate.private_at(at);
    let meta = method
        .params
        .iter()
        .any(|param| matches!(param.role, Role::Meta))
        .then(|| quote!(let meta = #private::Turn::meta(turn);));
    let called = called_on(Some(state(method, pure, names)), method, parts, names, at);
    let returned = quote_spanned!(at=> returned);
    let next = (method.kind != Kind::Call)
        .then(|| quote_spanned!(at=> #private_at::Turn::next(turn, #returned);));
    let unit = method.output.ty.to_string() == "()";
    let unit = unit.then(|| quote!(#[allow(clippy::let_unit_value)]));
    quote! {
        #meta
        #unit
        let returned = #called;
        #next
    }
}

/// How the state gets to the callback.
fn state(method: &Method, pure: &Pure, names: &Names<'_>) -> TokenStream {
    let may_refuse = method.output.next.is_some() && method.output.result.is_some();
    let is_kept = may_refuse || pure.on_panic == OnPanic::Resume;
    let verb = match method.receiver {
        Receiver::Value if is_kept => quote!(give_copy),
        Receiver::Value => quote!(give),
        _ => quote!(lend),
    };
    let at = site(method.receiver_at.unwrap_or_else(Span::call_site));
    let private = names.krate.private_at(at);
    quote_spanned!(at=> #private::Turn::#verb(turn)?)
}

/// For each handler of one value, a function that makes its message: an answer comes back by that.
fn makers(process: &Process, names: &Names<'_>) -> Option<TokenStream> {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        sent,
        lints,
        ..
    } = names;
    let ident = &process.message;
    let makers: Vec<TokenStream> = process
        .handlers()
        .filter(|method| method.kind != Kind::Call && method.message().count() == 1)
        .map(|method| {
            let (cfg, ty) = (cfg(&method.conditions), method.args_ty());
            let (maker, variant) = (as_message(&method.name), &method.variant);
            quote! {
                #cfg
                fn #maker(message: #ty) -> #sent {
                    #private::Sent::now(#ident::#variant(message))
                }
            }
        })
        .collect();
    (!makers.is_empty()).then(|| {
        quote! {
            #[doc(hidden)]
            #lints
            #[allow(dead_code)]
            impl #impl_generics #self_ty #where_clause {
                #(#makers)*
            }
        }
    })
}

/// Copies of messages, and where to find them.
fn trace(kept: &syn::Expr, process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        handle,
        message,
        lints,
        ..
    } = names;
    let ident = &process.message;
    let at = site(kept.span());
    let private_at = names.krate.private_at(at);
    let needs_feature = quote_spanned! {at=>
        const _: () = ::core::assert!(
            #private_at::TRACES,
            "`trace` needs the feature `trace` of `supervise`"
        );
    };
    let arms = process.messages().map(|method| {
        let (cfg, name) = (cfg(&method.conditions), &method.variant);
        let parts = inner_names(method);
        let ats = method.params.iter().filter_map(|param| match param.role {
            Role::Message { .. } => Some(site(param.at)),
            _ => None,
        });
        let copies = parts.iter().zip(ats).map(|(part, at)| {
            let private = names.krate.private_at(at);
            quote_spanned!(at=> #private::a_traced_message_must_be_clone(#part))
        });
        let (args, copies) = (one_or_tuple(&parts), one_or_tuple(copies));
        match method.kind {
            Kind::Call => quote! {
                #cfg
                #ident::#name(_, #args) => #ident::#name(#private::ReplyTo::to_nobody(), #copies),
            },
            _ => quote!(#cfg #ident::#name(#args) => #ident::#name(#copies),),
        }
    });
    // The phantom variant can't be; a match by reference wants to hear it nevertheless.
    let phantom = names
        .phantom
        .as_ref()
        .map(|_| quote!(#ident::__Generics(never, _) => match *never {},));
    quote! {
        #needs_feature

        #lints
        #[automatically_derived]
        impl #impl_generics #private::Traced for #self_ty #where_clause {
            const KEPT: usize = #kept;

            fn copy(body: &#message) -> #message {
                match body {
                    #(#arms)*
                    #phantom
                }
            }
        }

        #lints
        #[allow(private_bounds, private_interfaces)]
        impl #impl_generics #handle #where_clause {
            /// The last messages that the process has handled, the oldest first.
            pub fn trace(&self) -> ::std::vec::Vec<#private::Recorded<#self_ty>> {
                #private::read_trace(&self.inner)
            }
        }
    }
}
