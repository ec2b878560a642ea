//! Which handler takes a message: the first whose phase it is and whose guard holds.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::process::inner_names;
use super::{Names, site};
use crate::names::camel;
use crate::process::args::Unhandled;
use crate::process::attrs::{Kind, cfg};
use crate::process::model::{Method, Process};

/// What is done with a message: `handled` by one of its handlers, or by none.
pub(super) fn choose(
    message: &Method,
    process: &Process,
    names: &Names<'_>,
    mut handled: impl FnMut(&Method) -> TokenStream,
    unhandled: impl FnOnce() -> TokenStream,
) -> TokenStream {
    let mut output = TokenStream::new();
    let mut all_taken = false;
    for method in process.handlers_of(message) {
        let body = handled(method);
        all_taken = !method.options.is_conditional();
        output.extend(if all_taken {
            quote!({ #body })
        } else {
            let condition = condition(method, message, process, names);
            quote!(if #condition { #body } else)
        });
    }
    if !all_taken {
        let unhandled = unhandled();
        output.extend(quote!({ #unhandled }));
    }
    output
}

/// Whether the handler takes the message, as an expression over `self`, `cx`, and the message's parts.
fn condition(
    method: &Method,
    message: &Method,
    process: &Process,
    names: &Names<'_>,
) -> TokenStream {
    let private = &names.private;
    let mut conditions = Vec::new();
    if !method.options.phases.is_empty() {
        let (phase, phases) = (&process.phase, &method.options.phases);
        conditions.push(quote!(
            ::core::matches!(#private::Cx::phase(cx), #(#phase::#phases)|*)
        ));
    }
    if method.options.when.is_some() {
        let (guard, parts) = (guard_name(&method.name), inner_names(message));
        let of = match &process.pure {
            Some(_) => quote!(#private::Turn::lend(turn)?),
            None => quote!(self),
        };
        conditions.push(quote!(Self::#guard(#of, #(&#parts),*)));
    }
    match conditions.len() {
        // Of a mistaken one nothing is known.
        0 => quote!(true),
        _ => quote!(#(#conditions)&&*),
    }
}

/// The policy for what no handler takes.
pub(super) fn policy(process: &Process, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let word = match process.unhandled {
        Unhandled::Stop => quote!(Stop),
        Unhandled::DeadLetter | Unhandled::DeadLetterTo(_) => quote!(DeadLetter),
        Unhandled::Log => quote!(Log),
        Unhandled::Drop => quote!(Drop),
    };
    quote!(#private::Unhandled::#word)
}

fn guard_name(handler: &Ident) -> Ident {
    format_ident!("__{}_guard", handler.unraw())
}

fn priority_name(handler: &Ident) -> Ident {
    format_ident!("__{}_priority", handler.unraw())
}

/// How urgent a message is, as an expression over its parts by reference; `None` where all are alike.
pub(super) fn priority(message: &Method, names: &Names<'_>) -> Option<TokenStream> {
    let priority = message.options.priority.as_ref()?;
    if is_number(priority) {
        return Some(priority.to_token_stream());
    }
    let (self_ty, name) = (names.self_ty, priority_name(&message.name));
    let parts = inner_names(message);
    Some(quote!(<#self_ty>::#name(#(#parts),*)))
}

/// Whether it is a number, which looks at nothing.
pub(super) fn is_number(priority: &syn::Expr) -> bool {
    match priority {
        syn::Expr::Lit(_) => true,
        syn::Expr::Unary(unary) => matches!(*unary.expr, syn::Expr::Lit(_)),
        _ => false,
    }
}

/// Guards and computed priorities, as functions: they see what they may see, and nothing else.
pub(in crate::process) fn functions(process: &Process) -> TokenStream {
    let private = process.krate.private();
    let mut functions = TokenStream::new();
    for method in process.handlers() {
        let (cfg, lints) = (cfg(&method.conditions), &method.lints);
        let (parts, types): (Vec<_>, Vec<_>) = method.own_parts().unzip();
        let mut function = |name: Ident, of: TokenStream, ty: TokenStream, body: TokenStream| {
            functions.extend(quote! {
                #cfg
                #[doc(hidden)]
                #(#lints)*
                #[allow(unused_variables, clippy::all, clippy::pedantic)]
                fn #name(#of #(#parts: &#types),*) -> #ty { #body }
            });
        };
        if let Some(guard) = &method.options.when {
            let at = site(guard.span());
            let body = match &process.pure {
                Some(_) => guard.to_token_stream(),
                None => quote_spanned!(at=> #private::a_guard_must_be_a_bool(#guard)),
            };
            function(guard_name(&method.name), quote!(&self,), quote!(bool), body);
        }
        match &method.options.priority {
            Some(priority) if !is_number(priority) => function(
                priority_name(&method.name),
                TokenStream::new(),
                quote!(i8),
                priority.to_token_stream(),
            ),
            _ => {}
        }
    }
    if let Unhandled::DeadLetterTo(to) = &process.unhandled {
        let told = quote_spanned!(site(to.span())=> #private::tell_of(&#to, letter));
        functions.extend(quote! {
            #[doc(hidden)]
            #[allow(clippy::all, clippy::pedantic)]
            fn __dead_letter(&self, letter: #private::DeadLetter) {
                #told
            }
        });
    }
    functions
}

/// Whether any message of the process is more urgent than another.
pub(super) fn has_priorities(process: &Process) -> bool {
    let mut messages = process.messages();
    messages.any(|message| message.options.priority.is_some())
}

/// The phases, as a type.
pub(super) fn phases(process: &Process, names: &Names<'_>) -> Option<TokenStream> {
    let (first, rest) = process.phases.split_first()?;
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        lints,
        ..
    } = names;
    let phase = &process.phase;
    let doc = format!(" The phases of a `{}`.", process.name);
    Some(quote! {
        #[doc = #doc]
        #lints
        #[allow(dead_code, missing_docs)]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::default::Default,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        pub enum #phase {
            #[default]
            #first,
            #(#rest,)*
        }

        #lints
        #[automatically_derived]
        impl #impl_generics #private::HasPhases for #self_ty #where_clause {}
    })
}

/// What a filter sees of a message, and how it gets to see it.
pub(super) fn view(process: &Process, names: &Names<'_>) -> Option<TokenStream> {
    let filter = super::process::sound(process, Kind::Filter).next()?;
    let Names {
        impl_generics,
        where_clause,
        lints,
        message: message_ty,
        ..
    } = names;
    let cfg_filter = cfg(&filter.conditions);
    let (message, view) = (&process.message, &process.view);
    let mut lent = process.generics.clone();
    lent.params.insert(0, syn::parse_quote!('a));
    let (view_generics, view_ty, _) = lent.split_for_impl();
    let arguments: Vec<TokenStream> = process
        .generics
        .params
        .iter()
        .map(|param| match param {
            syn::GenericParam::Type(param) => param.ident.to_token_stream(),
            syn::GenericParam::Const(param) => param.ident.to_token_stream(),
            syn::GenericParam::Lifetime(param) => param.to_token_stream(),
        })
        .collect();
    let doc = format!(" A message to a `{}`, as its filter sees it.", process.name);
    let mut has_parts = false;
    let (mut variants, mut arms) = (Vec::new(), Vec::new());
    for method in process.messages() {
        let (cfg, lints, name) = (cfg(&method.conditions), &method.lints, &method.variant);
        let variant = camel(name);
        let (parts, types): (Vec<_>, Vec<_>) = method.message().unzip();
        let inner = inner_names(method);
        has_parts |= !parts.is_empty();
        variants.push(if parts.is_empty() {
            quote!(#cfg #(#lints)* #variant)
        } else {
            quote!(#cfg #(#lints)* #variant { #(#parts: &'a #types),* })
        });
        let pattern = super::process::pattern(method, message, (&quote!(_), &quote!(_)));
        arms.push(quote!(#cfg #pattern => #view::#variant { #(#parts: #inner),* },));
    }
    let phantom = (!has_parts || names.phantom.is_some()).then(|| {
        let types = process.generics.type_params().map(|param| &param.ident);
        quote! {
            #[doc(hidden)]
            __Of(
                ::core::convert::Infallible,
                ::core::marker::PhantomData<&'a (#(::core::marker::PhantomData<#types>,)*)>,
            )
        }
    });
    let phantom_arm = names
        .phantom
        .as_ref()
        .map(|_| quote!(#message::__Generics(never, _) => match *never {},));
    // It is answered before the filter is asked.
    let inspect_arm = process
        .inspect
        .as_ref()
        .map(|_| quote!(#message::__inspect(..) => ::core::unreachable!(),));
    Some(quote! {
        #cfg_filter
        #[doc = #doc]
        #lints
        #[allow(dead_code, missing_docs, private_interfaces, private_bounds, missing_debug_implementations)]
        pub enum #view #view_generics #where_clause {
            #(#variants,)*
            #phantom
        }

        #cfg_filter
        impl #impl_generics #message_ty #where_clause {
            fn __view(&self) -> #view<'_, #(#arguments),*> {
                match self {
                    #(#arms)*
                    #inspect_arm
                    #phantom_arm
                }
            }
        }

        #cfg_filter
        #[automatically_derived]
        impl #view_generics ::core::clone::Clone for #view #view_ty #where_clause {
            fn clone(&self) -> Self {
                *self
            }
        }

        #cfg_filter
        #[automatically_derived]
        impl #view_generics ::core::marker::Copy for #view #view_ty #where_clause {}
    })
}
