//! Writes the code. Nothing here can fail, and nothing decides: that is the runtime's.

mod choice;
pub(crate) mod handle;
mod init;
mod message;
mod process;
mod protocols;
mod pure;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

pub(super) use self::choice::functions;
use super::attrs::Kind;
use super::model::{Method, Process};
use crate::names::Krate;

pub(super) fn process(process: &Process) -> TokenStream {
    let names = Names::new(process);
    let mut output = TokenStream::new();
    output.extend(process.krate.import());
    output.extend(handle::spawn(process, &names));
    output.extend(handle::handle(process, &names));
    output.extend(message::message(process, &names));
    output.extend(choice::phases(process, &names));
    output.extend(choice::view(process, &names));
    output.extend(process::process(process, &names));
    output.extend(pure::pure(process, &names));
    output.extend(protocols::protocols(process, &names));
    output
}

/// The tokens that all parts of the expansion are made of.
struct Names<'a> {
    krate: &'a Krate,
    private: TokenStream,
    self_ty: &'a TokenStream,
    /// `<T: Send + 'static, const N: usize>`
    impl_generics: TokenStream,
    where_clause: TokenStream,
    /// `CounterRef<T, N>`
    handle: TokenStream,
    /// `__CounterMessage<T, N>`
    message: TokenStream,
    /// What stands in the mailbox: the message, in a pure process with who has sent it.
    sent: TokenStream,
    /// A type that uses every type parameter, or nothing when there are none.
    phantom: Option<TokenStream>,
    /// Attributes for everything.
    lints: TokenStream,
}

impl<'a> Names<'a> {
    fn new(process: &'a Process) -> Self {
        let (impl_generics, ty_generics, where_clause) = process.generics.split_for_impl();
        let (handle, message) = (&process.handle, &process.message);
        let types: Vec<&Ident> = process.generics.type_params().map(|p| &p.ident).collect();
        let phantom = (!types.is_empty()).then(|| {
            // A function, so that the type stays `Send` and `Sync`; a phantom of each, because
            // a tuple of unsized types is not well-formed.
            quote!(::core::marker::PhantomData<fn() -> (#(::core::marker::PhantomData<#types>,)*)>)
        });
        let lints = &process.lints;
        let mut lints = quote!(#(#lints)*);
        if process.methods.iter().any(Method::is_deprecated) {
            // Handlers go on being handled.
            lints.extend(quote!(#[allow(deprecated)]));
        }
        let private = process.krate.private();
        let sent = match &process.pure {
            Some(_) => quote!(#private::Sent<#message #ty_generics>),
            None => quote!(#message #ty_generics),
        };
        Self {
            krate: &process.krate,
            private,
            sent,
            self_ty: &process.self_ty,
            handle: quote!(#handle #ty_generics),
            message: quote!(#message #ty_generics),
            impl_generics: impl_generics.to_token_stream(),
            where_clause: where_clause.to_token_stream(),
            phantom,
            lints,
        }
    }
}

/// A place in the user's code, with the names and lints of generated code.
pub(crate) fn site(at: Span) -> Span {
    Span::call_site().located_at(at)
}

/// A function that makes the message of a handler, of its reply and its arguments.
fn constructor(method: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let (private, message, name) = (&names.private, &process.message, &method.variant);
    match (&process.pure, method.kind) {
        (None, kind) => match (&method.options.redeliver, kind) {
            (None, _) => quote!(#message::#name),
            (Some(redeliver), Kind::Call) => {
                let times = redeliver.times;
                quote!(|reply, args| #message::#name(reply, args, #times))
            }
            (Some(redeliver), _) => {
                let times = redeliver.times;
                quote!(|args| #message::#name(args, #times))
            }
        },
        (Some(_), Kind::Call) => {
            quote!(|reply, args| #private::Sent::now(#message::#name(reply, args)))
        }
        (Some(_), _) => quote!(|args| #private::Sent::now(#message::#name(args))),
    }
}

/// The types of a call's reply and refusal.
pub(crate) fn reply(method: &Method, private: &TokenStream) -> (TokenStream, Option<TokenStream>) {
    let ty = &method.output.ty;
    if let Some(args) = &method.output.deferred {
        let mut args = args.iter().cloned();
        return (args.next().unwrap_or_else(|| quote!(())), args.next());
    }
    if let Some(reply) = &method.output.next {
        let refusal = match method.output.result.as_deref() {
            None => None,
            Some([_, refusal]) => Some(refusal.clone()),
            Some(_) => Some(quote!(<#ty as #private::ResultParts>::Err)),
        };
        return (reply.clone(), refusal);
    }
    match method.output.result.as_deref() {
        None => (ty.clone(), None),
        Some([reply, refusal]) => (reply.clone(), Some(refusal.clone())),
        // An alias: what it stands for only the compiler knows.
        Some(_) => (
            quote!(<#ty as #private::ResultParts>::Ok),
            Some(quote!(<#ty as #private::ResultParts>::Err)),
        ),
    }
}

fn has(process: &Process, kind: Kind) -> bool {
    process.of(kind).any(|method| method.sound)
}
