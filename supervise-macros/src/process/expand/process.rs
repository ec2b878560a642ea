//! The `Process` impl: how the runtime reaches the user's methods.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Names, has, site};
use crate::process::args::Mailbox;
use crate::process::attrs::{Kind, cfg, cfg_none};
use crate::process::model::{Method, Process, Receiver, Role, one_or_tuple};
use crate::process::types;

pub(super) fn process(process: &Process, names: &Names<'_>) -> TokenStream {
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
    let name = &process.name;
    let constants = constants(process);
    let beginning = beginning(process, names);
    let arms = process.messages().map(|method| arm(method, process, names));
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
    let terminates = sound(process, Kind::Terminate).map(|method| terminate(method, names));
    let inits = process.of(Kind::Init).map(|init| {
        let cfg = cfg(&init.conditions);
        quote! {
            #cfg
            #[automatically_derived]
            impl #impl_generics #private::HasInit for #self_ty #where_clause {}
        }
    });
    quote! {
        #(#inits)*

        #lints
        #[automatically_derived]
        impl #impl_generics #private::Process for #self_ty #where_clause {
            type Handle = #handle;
            type Message = #message;
            #(#beginning)*
            const NAME: &'static str = #name;
            #constants

            async fn handle(&mut self, message: #message, cx: &mut #private::Cx<Self>) -> #private::Action<Self> {
                match message {
                    #(#arms)*
                }
            }

            #(#exits)*
            #(#timeouts)*
            #(#terminates)*
        }
    }
}

fn sound(process: &Process, kind: Kind) -> impl Iterator<Item = &Method> {
    process.of(kind).filter(|method| method.sound)
}

fn constants(process: &Process) -> TokenStream {
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

/// The arguments, the error and the function of init, for each init or where there is none.
fn beginning(process: &Process, names: &Names<'_>) -> Vec<TokenStream> {
    let private = &names.private;
    let result = quote!(::core::result::Result<#private::Init<Self>, Self::InitError>);
    let inits: Vec<&Method> = process.of(Kind::Init).collect();
    let conditions: Vec<_> = inits.iter().map(|init| &init.conditions[..]).collect();
    let mut output: Vec<TokenStream> = inits
        .iter()
        .map(|init| self::init(init, names, &result))
        .collect();
    output.extend(cfg_none(&conditions).map(|cfg| {
        quote! {
            #cfg
            type Args = Self;
            #cfg
            type InitError = ::core::convert::Infallible;
            #cfg
            async fn init(args: Self, _: &mut #private::Cx<Self>) -> #result {
                #private::IntoInit::into_init(args)
            }
        }
    }));
    output
}

fn init(init: &Method, names: &Names<'_>, result: &TokenStream) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&init.conditions);
    let args_ty = init.args_ty();
    if !init.sound {
        let generic = !init.generics.params.is_empty();
        let args_ty = match types::find(args_ty.clone(), "impl") {
            None if !generic => types::statics(args_ty),
            _ => quote!(()),
        };
        return quote! {
            #cfg
            type Args = #args_ty;
            #cfg
            type InitError = ::core::convert::Infallible;
            #cfg
            async fn init(_: #args_ty, _: &mut #private::Cx<Self>) -> #result {
                ::core::unreachable!()
            }
        };
    }
    let at = site(init.output.ty.span());
    let ty = &init.output.ty;
    let error = quote!(<#ty as #private::IntoInit<Self>>::Error);
    let args = one_or_tuple(inner_names(init));
    let made = called(init, names);
    let private_at = names.krate.private_at(at);
    let into_init = quote_spanned!(at=> #private_at::IntoInit::into_init);
    quote! {
        #cfg
        type Args = #args_ty;
        #cfg
        type InitError = #error;
        #cfg
        async fn init(#args: #args_ty, cx: &mut #private::Cx<Self>) -> #result {
            #into_init(#made)
        }
    }
}

fn arm(method: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let (message, name) = (&process.message, &method.name);
    let args = one_or_tuple(inner_names(method));
    if method.kind != Kind::Call {
        let action = action(method, names);
        return quote!(#cfg #message::#name(#args) => #action,);
    }
    let replied = called(method, names);
    let send = if method.output.is_result {
        quote!(reply.result(#private::ResultParts::into_result(#replied)))
    } else {
        quote!(reply.send(#replied))
    };
    quote! {
        #cfg
        #message::#name(reply, #args) => {
            #send;
            #private::Action::CONTINUE
        }
    }
}

fn action(method: &Method, names: &Names<'_>) -> TokenStream {
    let at = site(method.output.ty.span());
    let private = names.krate.private_at(at);
    let called = called(method, names);
    let into_action = quote_spanned!(at=> #private::IntoAction::into_action);
    quote!(#into_action(#called))
}

fn terminate(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let cfg = cfg(&method.conditions);
    let receiver = match method.receiver {
        Receiver::Mut => quote!(mut self),
        _ => quote!(self),
    };
    let called = called(method, names);
    quote! {
        #cfg
        async fn terminate(#receiver, end: &#private::End, cx: &mut #private::Cx<Self>) {
            #called
        }
    }
}

/// The call of the user's method. By its path, because a trait in scope could come before it in
/// the search for a method.
fn called(method: &Method, names: &Names<'_>) -> TokenStream {
    let at = site(method.name.span());
    let name = &method.name;
    let process = match (method.kind, method.receiver) {
        (Kind::Init, _) => None,
        (Kind::Terminate, Receiver::Ref) => Some(quote!(&self)),
        (Kind::Terminate, Receiver::Mut) => Some(quote!(&mut self)),
        _ => Some(quote!(self)),
    };
    let mut inner = inner_names(method).into_iter();
    let args = process
        .into_iter()
        .chain(method.params.iter().map(|param| match &param.role {
            Role::Message { .. } if method.kind == Kind::Exit => quote!(exit),
            Role::Message { .. } => inner.next().to_token_stream(),
            Role::Cx => quote!(cx),
            Role::End => quote!(end),
        }));
    let args = quote!(#(#args),*);
    let call = quote_spanned!(at=> Self::#name(#args));
    if !method.is_async {
        return call;
    }
    let private = names.krate.private_at(at);
    quote_spanned!(at=> #private::handler_future_must_be_send(#call).await)
}

/// The names of the message's parts where they are taken out of it.
fn inner_names(method: &Method) -> Vec<Ident> {
    let names = method.message().enumerate().map(|(i, (name, _))| {
        // The names that this module uses itself.
        if ["cx", "reply", "message", "end", "exit"]
            .iter()
            .any(|own| name == own)
        {
            types::local(&format!("arg{i}"), name.span())
        } else {
            name.clone()
        }
    });
    names.collect()
}
