//! The message enum: one concrete type per process, never boxed.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::choice::{self, has_priorities};
use super::process::pattern;
use super::{Names, reply, site};
use crate::process::attrs::{Kind, cfg};
use crate::process::model::{Method, Process};

pub(super) fn message(process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        impl_generics,
        where_clause,
        message,
        lints,
        ..
    } = names;
    let (ident, generics) = (&process.message, &process.generics);
    let variants = process.messages().map(|method| variant(method, names));
    let phantom = names
        .phantom
        .as_ref()
        .map(|phantom| quote!(__Generics(::core::convert::Infallible, #phantom),));
    // The phantom variant can't be; a match by reference wants to hear it nevertheless.
    let phantom_arm = names
        .phantom
        .as_ref()
        .map(|_| quote!(Self::__Generics(never, _) => match never {},));
    let fail = process.messages().map(|method| {
        let (cfg, name) = (cfg(&method.conditions), &method.variant);
        match method.kind {
            Kind::Call => quote!(#cfg Self::#name(reply, ..) => reply.fail(why),),
            _ => quote!(#cfg Self::#name(..) => {}),
        }
    });
    let label = process.messages().map(|method| {
        let (cfg, name) = (cfg(&method.conditions), &method.variant);
        let label = name.unraw().to_string();
        quote!(#cfg Self::#name(..) => #label,)
    });
    let is_call = process.messages().map(|method| {
        let (cfg, name) = (cfg(&method.conditions), &method.variant);
        let is_call = method.kind == Kind::Call;
        quote!(#cfg Self::#name(..) => #is_call,)
    });
    let priority = has_priorities(process).then(|| {
        let arms = process.messages().filter_map(|method| {
            let priority = choice::priority(method, names)?;
            let cfg = cfg(&method.conditions);
            let pattern = pattern(method, &format_ident!("Self"), (&quote!(_), &quote!(_)));
            Some(quote!(#cfg #pattern => #priority,))
        });
        quote! {
            #[allow(unused_variables)]
            fn priority(&self) -> i8 {
                match self {
                    #(#arms)*
                    _ => 0,
                }
            }
        }
    });
    let (mut numbers, mut names_of) = (Vec::new(), Vec::new());
    for (number, method) in (1_u16..).zip(process.messages()) {
        let (cfg, name) = (cfg(&method.conditions), &method.variant);
        let label = name.unraw().to_string();
        numbers.push(quote!(#cfg Self::#name(..) => #number,));
        names_of.push(quote!(#cfg #number => #label,));
    }
    let inspect = process.inspect.as_ref().map(|at| {
        let (self_ty, at) = (names.self_ty, site(at.span()));
        let private_at = names.krate.private_at(at);
        Inspect {
            variant: quote!(__inspect(
                #private::ReplyTo<#self_ty>,
                ::core::option::Option<::std::boxed::Box<#self_ty>>
            ),),
            fail: quote!(Self::__inspect(reply, _) => reply.fail(why),),
            label: quote!(Self::__inspect(..) => "inspect",),
            is_call: quote!(Self::__inspect(..) => true,),
            number: quote!(Self::__inspect(..) => 0,),
            access: quote_spanned! {at=>
                #lints
                #[automatically_derived]
                impl #impl_generics #private_at::Inspected for #self_ty #where_clause {
                    fn inspect(
                        reply: #private_at::ReplyTo<Self>,
                        state: ::core::option::Option<::std::boxed::Box<Self>>,
                    ) -> #message {
                        #ident::__inspect(reply, state)
                    }
                }
            },
        }
    });
    let inspect = inspect.unwrap_or_default();
    let Inspect {
        variant: inspect_variant,
        fail: inspect_fail,
        label: inspect_label,
        is_call: inspect_is_call,
        number: inspect_number,
        access: inspect_access,
    } = &inspect;
    let accepts = process
        .of(Kind::Info)
        .filter(|method| !method.sound || process.is_first(method))
        .map(|method| accepts(method, process, names));
    quote! {
        #[doc(hidden)]
        #lints
        #[allow(dead_code, non_camel_case_types, private_interfaces, private_bounds)]
        pub enum #ident #generics #where_clause {
            #(#variants,)*
            #inspect_variant
            #phantom
        }

        #lints
        #[automatically_derived]
        impl #impl_generics #private::Message for #message #where_clause {
            fn fail(self, why: &#private::Undelivered) {
                match self {
                    #(#fail)*
                    #inspect_fail
                }
            }

            fn label(&self) -> &'static str {
                match *self {
                    #(#label)*
                    #inspect_label
                    #phantom_arm
                }
            }

            fn is_call(&self) -> bool {
                match *self {
                    #(#is_call)*
                    #inspect_is_call
                    #phantom_arm
                }
            }

            fn number(&self) -> u16 {
                match *self {
                    #(#numbers)*
                    #inspect_number
                    #phantom_arm
                }
            }

            fn name(number: u16) -> &'static str {
                match number {
                    #(#names_of)*
                    _ => "",
                }
            }

            #priority
        }

        #(#accepts)*

        #inspect_access
    }
}

/// What a process that is looked at has more.
#[derive(Default)]
struct Inspect {
    variant: TokenStream,
    fail: TokenStream,
    label: TokenStream,
    is_call: TokenStream,
    number: TokenStream,
    access: TokenStream,
}

fn variant(method: &Method, names: &Names<'_>) -> TokenStream {
    let private = &names.private;
    let (cfg, lints, name) = (cfg(&method.conditions), &method.lints, &method.variant);
    let args = method.args_ty();
    // How often it may still be handled again.
    let left = method.options.redeliver.as_ref().map(|_| quote!(, u32));
    if method.kind != Kind::Call {
        return quote!(#cfg #(#lints)* #name(#args #left));
    }
    let (reply, refusal) = reply(method, private);
    let refusal = refusal.map(|refusal| quote!(, #refusal));
    quote!(#cfg #(#lints)* #name(#private::ReplyTo<#reply #refusal>, #args #left))
}

fn accepts(method: &Method, process: &Process, names: &Names<'_>) -> TokenStream {
    let Names {
        private,
        self_ty,
        impl_generics,
        where_clause,
        sent,
        lints,
        ..
    } = names;
    let (cfg, own, name) = (cfg(&method.conditions), &method.lints, &method.variant);
    let ident = &process.message;
    let ty = method.args_ty();
    let body = if method.sound {
        match (&process.pure, &method.options.redeliver) {
            (None, None) => quote!(#ident::#name(info)),
            (None, Some(redeliver)) => {
                let times = redeliver.times;
                quote!(#ident::#name(info, #times))
            }
            (Some(_), _) => quote!(#private::Sent::now(#ident::#name(info))),
        }
    } else if method.message().count() == 1 && !has_handler(process, &ty) {
        quote!(::core::unreachable!())
    } else {
        return TokenStream::new();
    };
    // Two handlers of one type clash here.
    quote_spanned! {site(name.span())=>
        #cfg
        #lints
        #(#own)*
        #[automatically_derived]
        impl #impl_generics #private::Accepts<#ty> for #self_ty #where_clause {
            fn accept(info: #ty) -> #sent {
                #body
            }
        }
    }
}

fn has_handler(process: &Process, ty: &TokenStream) -> bool {
    let ty = ty.to_string();
    let mut handlers = process.of(Kind::Info).filter(|method| method.sound);
    handlers.any(|method| method.args_ty().to_string() == ty)
}
