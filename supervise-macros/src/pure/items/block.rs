//! Impl blocks: methods with their twins, of a type or of a trait.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    FnArg, Generics, ImplItem, ImplItemConst, ImplItemFn, ImplItemType, ItemImpl, Pat, Path,
    Signature, Type, Visibility,
};

use super::super::rewrite::Rewriter;
use super::super::signature::{Forward, twin};
use super::super::{Context, bounds, std_names};
use super::{check_signature, conditions, data_checks, kept, lints, mentions, receiver_check};

pub(super) fn block(item: &ItemImpl, context: &Context<'_>) -> TokenStream {
    if let Some(token) = &item.unsafety {
        context.errors.report_help(
            token,
            "`unsafe` has no place in pure code",
            "remove `#[pure]` here",
        );
        return item.to_token_stream();
    }
    let mut generics = item.generics.clone();
    bounds::augment(&mut generics, &context.pure);
    let context = &Context {
        block: Some(item),
        ..context.clone()
    };
    match &item.trait_ {
        None => inherent(item, &generics, context),
        Some((path, _)) => match std_trait(path, item) {
            Some((name, std)) => of_std(item, &generics, path, &name, std, context),
            None => of_user(item, &generics, path, context),
        },
    }
}

fn inherent(item: &ItemImpl, generics: &Generics, context: &Context<'_>) -> TokenStream {
    let members = members(item, generics, Of::Type, context);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (list, ty) = (kept(&item.attrs, context), &item.self_ty);
    let lints = lints();
    quote!(#(#list)* #lints impl #impl_generics #ty #where_clause { #members })
}

/// The block of a process, whose state is data.
pub(crate) fn process(item: &ItemImpl, context: &Context<'_>) -> TokenStream {
    let at = item.self_ty.span();
    let pure = context.located(at);
    let mut generics = item.generics.clone();
    bounds::augment(&mut generics, &context.pure);
    let members = members(item, &generics, Of::Type, context);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (list, ty) = (kept(&item.attrs, context), &item.self_ty);
    let lints = lints();
    quote_spanned! {at=>
        #(#list)*
        #lints
        impl #impl_generics #ty #where_clause {
            #members
            #[doc(hidden)]
            #[allow(dead_code)]
            fn the_state_of_a_pure_process_is_pure_data() { #pure::is_pure::<Self>(); }
        }
    }
}

fn of_user(
    item: &ItemImpl,
    generics: &Generics,
    path: &Path,
    context: &Context<'_>,
) -> TokenStream {
    if path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Drop")
    {
        context.errors.report_help(
            path,
            "pure data has no `Drop`: nothing may happen when it goes away",
            "remove the impl; what is to be done at the end belongs into `#[terminate]`",
        );
        return item.to_token_stream();
    }
    let members = members(item, generics, Of::Trait, context);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (list, ty) = (kept(&item.attrs, context), &item.self_ty);
    let marker = path
        .segments
        .last()
        .is_some_and(|last| std_names::MARKERS.contains(&last.ident.to_string().as_str()));
    let at = path.span();
    let pure = context.located(at);
    let seal = (!marker).then(|| {
        quote_spanned! {at=>
            #[doc(hidden)]
            fn every_impl_must_be_marked_pure(&self) -> #pure::Seal { #pure::Seal }
        }
    });
    let lints = lints();
    quote! {
        #(#list)*
        #lints
        impl #impl_generics #path for #ty #where_clause {
            #members
            #seal
        }
    }
}

/// A trait of std is named by its own path, so that what is marked is what was checked.
fn of_std(
    item: &ItemImpl,
    generics: &Generics,
    path: &Path,
    name: &str,
    std: &str,
    context: &Context<'_>,
) -> TokenStream {
    let mut context = context.clone();
    context.implements = Some(name);
    let context = &context;
    let members = members(item, generics, Of::Std, context);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (list, ty) = (kept(&item.attrs, context), &item.self_ty);
    let cfg = conditions(&item.attrs);
    let arguments = path.segments.last().map(|last| &last.arguments);
    let pure = &context.pure;
    let std: TokenStream = std.parse().unwrap_or_default();
    let marker = quote::format_ident!("Pure{}", name);
    let marked = match name {
        "Index" | "IndexMut" => indexed(item, generics, name, arguments, context),
        _ => quote! {
            #cfg
            impl #impl_generics #pure::#marker #arguments for #ty #where_clause {}
        },
    };
    let (mention, lints) = (mention(path), lints());
    quote! {
        #mention
        #(#list)*
        #lints
        impl #impl_generics #pure::#std #arguments for #ty #where_clause { #members }
        #marked
    }
}

/// The user's import of the trait is used, though the impl names the trait by its own path.
fn mention(path: &Path) -> TokenStream {
    let lead = &path.leading_colon;
    let names = path.segments.iter().map(|segment| &segment.ident);
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #lead #(#names)::* as _;
        };
    }
}

/// The index of pure code goes to the one that was just written.
fn indexed(
    item: &ItemImpl,
    generics: &Generics,
    name: &str,
    arguments: Option<&syn::PathArguments>,
    context: &Context<'_>,
) -> TokenStream {
    let Some(syn::PathArguments::AngleBracketed(arguments)) = arguments else {
        return TokenStream::new();
    };
    let index = &arguments.args;
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let ty = &item.self_ty;
    let (pure, cfg) = (&context.pure, conditions(&item.attrs));
    if name == "Index" {
        let output = item.items.iter().find_map(|member| match member {
            ImplItem::Type(ty) if ty.ident == "Output" => Some(&ty.ty),
            _ => None,
        });
        return quote! {
            #cfg
            impl #impl_generics #pure::core::ops::Index<#pure::Ix<#index>> for #ty #where_clause {
                type Output = #output;
                #[inline(always)]
                fn index(&self, index: #pure::Ix<#index>) -> &Self::Output {
                    #pure::core::ops::Index::index(self, index.0)
                }
            }
        };
    }
    quote! {
        #cfg
        impl #impl_generics #pure::core::ops::IndexMut<#pure::Ix<#index>> for #ty #where_clause {
            #[inline(always)]
            fn index_mut(&mut self, index: #pure::Ix<#index>) -> &mut Self::Output {
                #pure::core::ops::IndexMut::index_mut(self, index.0)
            }
        }
    }
}

/// A trait of std, by its name, unless the block has only what that does not: the user's may be called
/// the same.
fn std_trait(path: &Path, item: &ItemImpl) -> Option<(String, &'static str)> {
    let name = path.segments.last()?.ident.to_string();
    let std = std_names::twin_trait(&name)?;
    let known = std_names::methods(&name);
    let methods = item.items.iter().filter_map(|member| match member {
        ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    });
    let (known, others): (Vec<_>, Vec<_>) =
        methods.partition(|method| known.is_empty() || known.contains(&method.as_str()));
    (!known.is_empty() || others.is_empty()).then_some((name, std))
}

/// What a block implements.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    /// A type's own methods, which have twins.
    Type,
    /// A pure trait, which has the twins.
    Trait,
    /// A trait of std, whose signatures are not ours to change.
    Std,
}

/// The members of a block, rewritten, with twins beside them where there are to be any.
fn members(item: &ItemImpl, generics: &Generics, of: Of, context: &Context<'_>) -> TokenStream {
    item.items
        .iter()
        .map(|member| match member {
            ImplItem::Fn(method) => {
                let mut tokens = self::method(method, generics, of, context);
                // What is configured out can't be handed on.
                let configured = method.sig.inputs.iter().any(|input| match input {
                    FnArg::Typed(param) => !param.attrs.is_empty(),
                    FnArg::Receiver(_) => false,
                });
                let sound = method.sig.asyncness.is_none() && !configured;
                if of == Of::Type && sound {
                    tokens.extend(twin_of(method, &method.vis, context));
                }
                tokens
            }
            ImplItem::Const(constant) => {
                let list = kept(&constant.attrs, context);
                let constant = ImplItemConst {
                    attrs: Vec::new(),
                    ..constant.clone()
                };
                quote!(#(#list)* #constant)
            }
            ImplItem::Type(ty) => {
                let list = kept(&ty.attrs, context);
                let ty = ImplItemType {
                    attrs: Vec::new(),
                    ty: bounds::augmented(&ty.ty, &context.pure),
                    ..ty.clone()
                };
                quote!(#(#list)* #ty)
            }
            other => {
                context.errors.report_help(
                    other,
                    "this can't stand in a pure impl block",
                    "write out what it stands for",
                );
                TokenStream::new()
            }
        })
        .collect()
}

fn method(method: &ImplItemFn, generics: &Generics, of: Of, context: &Context<'_>) -> TokenStream {
    let list = kept(&method.attrs, context);
    if !check_signature(&method.sig, context) {
        return method.to_token_stream();
    }
    let mut sig = method.sig.clone();
    let mut checks = data_checks(&sig, generics, context);
    if of != Of::Trait {
        checks.extend(receiver_check(&sig, context));
    }
    if of == Of::Std {
        bounds::augment_types(&mut sig, &context.pure);
        checks.extend(pure_hasher(&sig, context));
        checks.extend(given(&mut sig, context));
    } else {
        bounds::augment_signature(&mut sig, &context.pure);
    }
    let body = Rewriter::body(context, &mut sig, &method.block, &checks);
    let vis = &method.vis;
    quote!(#(#list)* #vis #sig #body)
}

/// Of the hasher that std hands to `Hash::hash` nothing is known; what hashes in pure code is.
fn pure_hasher(sig: &Signature, context: &Context<'_>) -> Option<TokenStream> {
    let FnArg::Typed(param) = sig.inputs.get(1)? else {
        return None;
    };
    let Pat::Ident(state) = &*param.pat else {
        return None;
    };
    let hasher = mentions(&sig.generics.to_token_stream(), &["Hasher".to_owned()]);
    if sig.ident != "hash" || sig.inputs.len() != 2 || !hasher {
        return None;
    }
    let (pure, state) = (&context.pure, &state.ident);
    Some(quote!(let #state = &mut #pure::Hashing(#state);))
}

/// Of the iterators that std hands to `from_iter`, `extend` and `sum` nothing is known; what hands them
/// over in pure code has pure ones.
fn given(sig: &mut Signature, context: &Context<'_>) -> TokenStream {
    let generics = sig.generics.clone();
    let mut lets = TokenStream::new();
    for input in &mut sig.inputs {
        let FnArg::Typed(param) = input else { continue };
        let (Type::Path(ty), Pat::Ident(pat)) = (&*param.ty, &mut *param.pat) else {
            continue;
        };
        let Some(name) = ty.path.get_ident().map(ToString::to_string) else {
            continue;
        };
        let is_param = generics.type_params().any(|param| param.ident == name);
        if is_param && bounds::is_iterator(&name, &generics) {
            let (pure, ident, mutability) = (&context.pure, &pat.ident, pat.mutability.take());
            lets.extend(quote!(let #mutability #ident = #pure::given(#ident);));
        }
    }
    lets
}

fn twin_of(method: &ImplItemFn, vis: &Visibility, context: &Context<'_>) -> TokenStream {
    let mut sig = method.sig.clone();
    bounds::augment_signature(&mut sig, &context.pure);
    let Forward {
        mut sig,
        args,
        turbofish,
    } = Forward::of(&sig);
    let name = std::mem::replace(&mut sig.ident, twin(&method.sig.ident));
    let cfg = conditions(&method.attrs);
    quote! {
        #cfg
        #[doc(hidden)]
        #[allow(dead_code, non_snake_case, clippy::all)]
        #[inline(always)]
        #vis #sig { Self::#name #turbofish(#(#args),*) }
    }
}
