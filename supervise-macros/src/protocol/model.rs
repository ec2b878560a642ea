//! What the code is written from. It is complete also when errors were reported.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{
    Attribute, GenericParam, Generics, Item, ItemTrait, ReturnType, TraitItem, TraitItemFn,
    Visibility,
};

use super::check;
use crate::diag::Errors;
use crate::names::Krate;
use crate::process::args::Args;
use crate::process::attrs::{self, Kind};
use crate::process::{generics, model, parse, types};

pub(super) struct Protocol {
    pub(super) krate: Krate,
    pub(super) attrs: Vec<Attribute>,
    pub(super) lints: Vec<TokenStream>,
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// Without lifetimes.
    pub(super) generics: Generics,
    pub(super) handle: Ident,
    pub(super) methods: Vec<Method>,
}

pub(super) struct Method {
    /// As a handler that fits it would be.
    pub(super) handler: model::Method,
    /// `#[call] fn get(&self, key: String) -> Option<String>`
    pub(super) written: String,
}

pub(super) fn build(declared: &ItemTrait, args: Args, errors: &Errors) -> Protocol {
    check::head(declared, errors);
    let name = declared.ident.clone();
    let handle = args
        .handle
        .unwrap_or_else(|| format_ident!("{}Ref", name.unraw()));
    let krate = args.krate.map(|path| Krate::at(path, &handle));
    let mut methods: Vec<Method> = Vec::new();
    for item in &declared.items {
        let TraitItem::Fn(method) = item else {
            check::not_a_method(item, errors);
            continue;
        };
        let before = methods.iter().map(|method| &method.handler.name);
        if check::distinct(method, before, errors).is_ok() {
            methods.push(read(method, declared, errors));
        }
    }
    Protocol {
        krate: krate.unwrap_or_default(),
        attrs: declared.attrs.clone(),
        lints: attrs::lints(&declared.attrs),
        vis: declared.vis.clone(),
        generics: generics::outer(&declared.generics, &|tokens| tokens),
        name,
        handle,
        methods,
    }
}

fn read(method: &TraitItemFn, declared: &ItemTrait, errors: &Errors) -> Method {
    let kind = check::kind(method, errors);
    let sound = kind.and_then(|kind| check::method(kind, method, errors).map(|()| kind));
    let guessed = match &method.sig.output {
        ReturnType::Default => Kind::Cast,
        ReturnType::Type(..) => Kind::Call,
    };
    let kind = kind.unwrap_or(guessed);
    let parsed = parse::Method {
        attrs: method.attrs.clone(),
        vis: declared.vis.clone(),
        sig: method.sig.clone(),
        conditional: None,
    };
    let handler = model::read(kind, &parsed, sound.is_ok(), false, &|tokens| tokens);
    Method {
        written: written(&handler),
        handler,
    }
}

impl Protocol {
    /// The methods in which there is no mistake.
    pub(super) fn sound(&self) -> impl Iterator<Item = &Method> {
        self.methods.iter().filter(|method| method.handler.sound)
    }

    /// What stands for its parameters where its name is used.
    pub(super) fn type_args(&self) -> impl Iterator<Item = &Ident> {
        self.generics.params.iter().filter_map(|param| match param {
            GenericParam::Lifetime(_) => None,
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
        })
    }
}

fn written(handler: &model::Method) -> String {
    let params: String = handler
        .message()
        .map(|(name, ty)| format!(", {name}: {}", types::written(ty)))
        .collect();
    let output = types::written(&handler.output.ty);
    let output = match &*output {
        "()" => String::new(),
        output => format!(" -> {output}"),
    };
    let (kind, name) = (handler.kind.name(), &handler.name);
    format!("#[{kind}] fn {name}(&self{params}){output}")
}

/// The token to blame for an item of the wrong kind.
pub(super) fn keyword(item: &Item) -> TokenStream {
    match item {
        Item::Impl(item) => item.impl_token.to_token_stream(),
        Item::Struct(item) => item.struct_token.to_token_stream(),
        Item::Enum(item) => item.enum_token.to_token_stream(),
        Item::Fn(item) => item.sig.fn_token.to_token_stream(),
        Item::Mod(item) => item.mod_token.to_token_stream(),
        _ => item.to_token_stream(),
    }
}
