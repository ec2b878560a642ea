//! Structs and enums: inert data, of inert data.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Field, Fields, GenericParam, Generics, Ident, ItemEnum, ItemStruct, LitStr, Meta,
    Path, Token, Type,
};

use super::super::{Context, attrs, located, std_names};
use super::{as_type, conditions, constructors, mentions, reported};
use crate::process::attrs::conditional;

pub(super) fn structure(item: &ItemStruct, context: &Context<'_>) -> TokenStream {
    let mut item = item.clone();
    let types = fields(&mut item.fields, context);
    let data = Data::new(&item.ident, &item.generics, &mut item.attrs, types, context);
    let beside = data.expand(false);
    let twin = constructors::of_struct(&item);
    quote!(#item #beside #twin)
}

pub(super) fn enumeration(item: &ItemEnum, context: &Context<'_>) -> TokenStream {
    let mut item = item.clone();
    let mut types = Vec::new();
    for variant in &mut item.variants {
        types.extend(fields(&mut variant.fields, context));
    }
    let plain = item
        .variants
        .iter()
        .all(|variant| matches!(variant.fields, Fields::Unit));
    let data = Data::new(&item.ident, &item.generics, &mut item.attrs, types, context);
    let beside = data.expand(plain);
    let twins = constructors::of_enum(&item);
    quote!(#item #beside #twins)
}

/// A field's type, under the condition that it is there.
struct Checked {
    ty: Type,
    cfg: TokenStream,
}

/// The fields that are not vouched for; the attribute that vouches is removed.
fn fields(fields: &mut Fields, context: &Context<'_>) -> Vec<Checked> {
    fields
        .iter_mut()
        .filter_map(|field| {
            (!is_trusted(field, context)).then(|| Checked {
                ty: field.ty.clone(),
                cfg: conditions(&field.attrs),
            })
        })
        .collect()
}

fn is_trusted(field: &mut Field, context: &Context<'_>) -> bool {
    let before = field.attrs.len();
    let mut kept = Vec::new();
    for attr in std::mem::take(&mut field.attrs) {
        if !attr.path().is_ident("trust_pure") {
            kept.push(attr);
            continue;
        }
        let why = match &attr.meta {
            Meta::NameValue(pair) => syn::parse2::<LitStr>(pair.value.to_token_stream()).ok(),
            _ => None,
        };
        if context.no_trust {
            context.errors.report_help(
                &attr,
                "`no_trust` is in force here",
                "move what is vouched for to a place where that may be said",
            );
        } else if why.is_none_or(|why| why.value().trim().is_empty()) {
            context.errors.report_help(
                &attr,
                "`trust_pure` needs a reason",
                "write `#[trust_pure = \"why it is safe\"]`",
            );
        }
    }
    field.attrs = kept;
    field.attrs.len() < before
}

struct Data<'a> {
    name: &'a Ident,
    generics: &'a Generics,
    types: Vec<Checked>,
    derived: Vec<Derived>,
    cfg: TokenStream,
    context: &'a Context<'a>,
}

impl<'a> Data<'a> {
    fn new(
        name: &'a Ident,
        generics: &'a Generics,
        attrs: &mut Vec<Attribute>,
        types: Vec<Checked>,
        context: &'a Context<'a>,
    ) -> Self {
        let cfg = conditions(attrs);
        let mut derived = Vec::new();
        attrs.retain(|attr| reported(attr, attrs::is_harmless_on_data(attr), context));
        for attr in attrs {
            absolute(attr, &mut derived, context);
        }
        Self {
            name,
            generics,
            types,
            derived,
            cfg,
            context,
        }
    }

    /// The declared generics, each type parameter with another bound.
    fn bounded(&self, bound: &TokenStream) -> Generics {
        let mut generics = self.generics.clone();
        for param in &mut generics.params {
            if let GenericParam::Type(param) = param {
                param.default = None;
                param.bounds.push(syn::parse_quote!(#bound));
            }
        }
        generics
    }

    fn expand(&self, castable: bool) -> TokenStream {
        let pure = &self.context.pure;
        let cfg = &self.cfg;
        let ty = as_type(self.name, self.generics);
        let at = self.name.span();
        let (plain, _, plain_where) = self.generics.split_for_impl();
        let data = self.bounded(&quote!(#pure::Pure));
        let (impl_generics, _, where_clause) = data.split_for_impl();
        let located = self.context.located(at);
        let castable =
            castable.then(|| quote!(#cfg impl #plain #pure::Castable for #ty #plain_where {}));
        let deref = if self.context.deref {
            let which = Ident::new(
                if self.context.deref_mut {
                    "DerefMut"
                } else {
                    "Deref"
                },
                at,
            );
            let has = quote_spanned!(at=> #located::derived::#which::<#ty>(););
            let changed = (!self.context.deref_mut).then(|| {
                quote_spanned! {at=>
                    #cfg
                    impl #plain #located::PureDataHasNoDerefMut for #ty #plain_where {}
                }
            });
            quote! {
                #cfg const _: () = { #[allow(dead_code)] fn check #plain () #plain_where { #has } };
                #changed
            }
        } else {
            quote_spanned! {at=>
                #cfg
                impl #plain #located::PureDataHasNoDeref for #ty #plain_where {}
            }
        };
        let drop = quote_spanned! {at=>
            #cfg
            impl #plain #located::PureDataHasNoDrop for #ty #plain_where {}
        };
        let checks = if self.is_plain() {
            let derived = self
                .derived
                .iter()
                .filter(|derived| derived.cfg.is_empty() && self.shows(derived));
            let calls = std::iter::once("Pure").chain(derived.map(|derived| derived.name));
            let calls: TokenStream = calls.map(|name| self.calls(name)).collect();
            self.check(&data, cfg, &calls)
        } else {
            self.checks("Pure", &data, cfg)
        };
        let derived = self.derived.iter().map(|derived| self.derive(derived));
        quote! {
            #cfg
            impl #plain #pure::Marked for #ty #plain_where {}
            #cfg
            impl #impl_generics #pure::Pure for #ty #where_clause {
                fn every_type_must_be_marked_pure(&self) -> #pure::Seal { #pure::Seal }
            }
            #castable
            #checks
            #(#derived)*
            #deref
            #drop
        }
    }

    /// Whether it has fields, and no type parameters.
    fn is_plain(&self) -> bool {
        !self.types.is_empty() && self.generics.type_params().next().is_none()
    }

    /// The order of a hash map is random, so showing it is not pure; that is said where it is shown.
    fn shows(&self, derived: &Derived) -> bool {
        derived.name != "Debug" || !self.types.iter().any(|checked| has_hash_map(&checked.ty))
    }

    fn derive(&self, derived: &Derived) -> TokenStream {
        let pure = &self.context.pure;
        let name = derived.name;
        let mut cfg = self.cfg.clone();
        cfg.extend(derived.cfg.clone());
        if !self.shows(derived) {
            return TokenStream::new();
        }
        let marker = Ident::new(&format!("Pure{name}"), Span::mixed_site());
        let generics = self.bounded(&quote!(#pure::#marker));
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let ty = as_type(self.name, self.generics);
        let checks = if self.is_plain() && derived.cfg.is_empty() {
            TokenStream::new()
        } else {
            self.checks(name, &generics, &cfg)
        };
        quote! {
            #cfg
            impl #impl_generics #pure::#marker for #ty #where_clause {}
            #checks
        }
    }

    /// What is derived calls the same of each field. One function asks for all traits, if no type
    /// parameter needs a bound of its own for each.
    fn checks(&self, name: &str, generics: &Generics, cfg: &TokenStream) -> TokenStream {
        if self.types.is_empty() {
            return TokenStream::new();
        }
        let calls = self.calls(name);
        self.check(generics, cfg, &calls)
    }

    fn check(&self, generics: &Generics, cfg: &TokenStream, calls: &TokenStream) -> TokenStream {
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let ty = as_type(self.name, self.generics);
        quote! {
            #cfg
            const _: () = {
                #[allow(dead_code, clippy::all)]
                fn check #impl_generics (_: &#ty) #where_clause { #calls }
            };
        }
    }

    fn calls(&self, name: &str) -> TokenStream {
        let calls = self.types.iter().map(|Checked { ty, cfg }| {
            let at = ty.span();
            let pure = self.context.located(at);
            let guard = Ident::new(name, at);
            quote_spanned!(at=> #cfg #pure::derived::#guard::<#ty>();)
        });
        calls.collect()
    }
}

fn has_hash_map(ty: &Type) -> bool {
    mentions(
        &ty.to_token_stream(),
        &["HashMap", "HashSet"].map(String::from),
    )
}

/// A derive of std's, under the condition that it is there.
struct Derived {
    name: &'static str,
    cfg: TokenStream,
}

/// Names std's derives by their own paths, so that none can pose as them.
fn absolute(attr: &mut Attribute, derived: &mut Vec<Derived>, context: &Context<'_>) {
    if attr.path().is_ident("derive") {
        derives(&mut attr.meta, &TokenStream::new(), derived, context);
    }
    let Some((when, mut metas)) = conditional(&attr.meta) else {
        return;
    };
    for meta in &mut metas {
        if meta.path().is_ident("derive") {
            derives(meta, &quote!(#[cfg(#when)]), derived, context);
        }
    }
    if let Meta::List(list) = &mut attr.meta {
        list.tokens = quote!(#when, #(#metas),*);
    }
}

fn derives(meta: &mut Meta, cfg: &TokenStream, derived: &mut Vec<Derived>, context: &Context<'_>) {
    let Meta::List(list) = meta else {
        return;
    };
    let Ok(paths) = Punctuated::<Path, Token![,]>::parse_terminated.parse2(list.tokens.clone())
    else {
        return;
    };
    let paths = paths.iter().map(|path| {
        let known = path.segments.last().and_then(|last| {
            std_names::DERIVES
                .iter()
                .find(|(name, _)| last.ident == *name)
                .map(|known| (last.ident.span(), known))
        });
        match known {
            Some((at, (name, std))) => {
                if *name != "Copy" {
                    derived.push(Derived {
                        name,
                        cfg: cfg.clone(),
                    });
                }
                let pure = context.located(at);
                let std: TokenStream = std.parse().unwrap_or_default();
                let std = located(&std, at);
                quote!(#pure::#std)
            }
            None => path.to_token_stream(),
        }
    });
    let paths: Vec<TokenStream> = paths.collect();
    list.tokens = quote!(#(#paths),*);
    let pure = context.located(list.path.span());
    list.path = syn::parse_quote!(#pure::core::prelude::v1::derive);
}
