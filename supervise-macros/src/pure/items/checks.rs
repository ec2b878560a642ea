//! What a signature takes and returns is pure data, but for closures and what may hold them.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericArgument, Generics, ImplItem, PathArguments, PathSegment, ReturnType, Signature,
    Type, TypeParamBound, TypePath,
};

use super::super::rewrite::alias_at;
use super::super::{Context, bounds};
use crate::process;

/// The checks of parameters and result.
pub(super) fn data_checks(sig: &Signature, outer: &Generics, context: &Context<'_>) -> TokenStream {
    let mut checks = Checks {
        excused: excused(sig, outer, context),
        context,
        tokens: TokenStream::new(),
    };
    for input in &sig.inputs {
        if let FnArg::Typed(param) = input
            // What is no part of the message is refused in other words, if it may not be there.
            && !(context.process && process::is_ambient(&param.ty))
        {
            checks.data(&param.ty);
        }
    }
    if let ReturnType::Type(_, ty) = &sig.output
        // The state of a process is checked once, where it is named.
        && !(context.process && mentions(&ty.to_token_stream(), &["Self".to_owned()]))
    {
        checks.data(ty);
    }
    checks.tokens
}

/// What a method is called on has to be marked too, unless a trait of the user's asks for that.
pub(super) fn receiver_check(sig: &Signature, context: &Context<'_>) -> TokenStream {
    let mut checks = Checks {
        excused: Vec::new(),
        context,
        tokens: TokenStream::new(),
    };
    if let Some(block) = context.block
        && sig.receiver().is_some()
        && !context.process
    {
        let mut ty = &*block.self_ty;
        while let Type::Reference(reference) = ty {
            ty = &reference.elem;
        }
        // Others are of the language's own, and so is what has no size.
        if matches!(ty, Type::Path(path) if !path.path.is_ident("str")) {
            checks.check("is_marked", ty);
        }
    }
    checks.tokens
}

/// The type parameters of which it can't be asked: those that stand for closures and iterators, and those
/// of a method of std's trait. A process is handed none: what it takes comes from outside.
fn excused(sig: &Signature, outer: &Generics, context: &Context<'_>) -> Vec<String> {
    if context.process {
        return Vec::new();
    }
    let of_std = context.implements.is_some();
    let own = names(&sig.generics, |name| {
        of_std || bounds::is_no_data(name, &sig.generics)
    });
    own.chain(names(outer, |name| bounds::is_no_data(name, outer)))
        .collect()
}

fn names(generics: &Generics, are: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
    let names = generics.type_params().map(|param| param.ident.to_string());
    names.filter(move |name| are(name))
}

struct Checks<'a> {
    excused: Vec<String>,
    context: &'a Context<'a>,
    tokens: TokenStream,
}

impl<'a> Checks<'a> {
    /// A type is checked whole; one that has a closure in it, part by part.
    fn data(&mut self, ty: &Type) {
        match ty {
            Type::Never(_) | Type::ImplTrait(_) => {}
            Type::TraitObject(object) if object.bounds.iter().any(bounds::is_closure) => {}
            Type::TraitObject(object) if object.bounds.iter().any(is_named_like_std) => {
                self.check("is_std_object", ty);
            }
            _ if !self.holds_code(ty) => self.check("is_pure", ty),
            Type::Reference(reference) => self.data(&reference.elem),
            Type::Paren(paren) => self.data(&paren.elem),
            Type::Group(group) => self.data(&group.elem),
            Type::Slice(slice) => self.data(&slice.elem),
            Type::Array(array) => self.data(&array.elem),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| self.data(elem)),
            Type::Path(path) if path.qself.is_none() => {
                if let Some(ty) = self.stands_for(path) {
                    return self.data(ty);
                }
                // `F`, or `I::Item`.
                let first = path.path.segments.first();
                if first.is_some_and(|first| self.is_excused(&first.ident)) {
                    return;
                }
                let arguments = path.path.segments.last().map(|last| &last.arguments);
                let Some(PathArguments::AngleBracketed(arguments)) = arguments else {
                    return self.check("is_pure", ty);
                };
                // What an `impl Trait` stands for can't be named.
                if !mentions(&ty.to_token_stream(), &["impl".to_owned()]) {
                    self.check("is_marked", ty);
                }
                for argument in &arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        self.data(ty);
                    }
                }
            }
            Type::Path(_) => {}
            _ => self.check("is_pure", ty),
        }
    }

    /// Whether a closure, an iterator, or an object of one stands somewhere in it.
    fn holds_code(&self, ty: &Type) -> bool {
        if self.context.process {
            return false;
        }
        match ty {
            Type::ImplTrait(_) | Type::TraitObject(_) => true,
            Type::Reference(reference) => self.holds_code(&reference.elem),
            Type::Paren(paren) => self.holds_code(&paren.elem),
            Type::Group(group) => self.holds_code(&group.elem),
            Type::Slice(slice) => self.holds_code(&slice.elem),
            Type::Array(array) => self.holds_code(&array.elem),
            Type::Tuple(tuple) => tuple.elems.iter().any(|elem| self.holds_code(elem)),
            Type::Path(path) => {
                self.stands_for(path).is_some_and(|ty| self.holds_code(ty))
                    || path
                        .qself
                        .as_ref()
                        .is_some_and(|qself| self.holds_code(&qself.ty))
                    || path.path.segments.iter().any(|segment| {
                        self.is_excused(&segment.ident) || self.argument_holds_code(segment)
                    })
            }
            _ => false,
        }
    }

    fn argument_holds_code(&self, segment: &PathSegment) -> bool {
        match &segment.arguments {
            PathArguments::AngleBracketed(list) => {
                list.args.iter().any(|argument| match argument {
                    GenericArgument::Type(ty) => self.holds_code(ty),
                    _ => false,
                })
            }
            _ => false,
        }
    }

    /// What `Self` stands for in the block at hand, or `Self::Item`.
    fn stands_for(&self, path: &TypePath) -> Option<&'a Type> {
        let block = self.context.block?;
        let names: Vec<&Ident> = path
            .path
            .segments
            .iter()
            .map(|segment| &segment.ident)
            .collect();
        match names[..] {
            [this] if this == "Self" => Some(&*block.self_ty),
            [this, name] if this == "Self" && path.qself.is_none() => {
                let ty = block.items.iter().find_map(|member| match member {
                    ImplItem::Type(ty) if ty.ident == *name => Some(&ty.ty),
                    _ => None,
                });
                // It might stand for itself.
                ty.filter(|ty| !mentions(&ty.to_token_stream(), &["Self".to_owned()]))
            }
            _ => None,
        }
    }

    fn is_excused(&self, name: &Ident) -> bool {
        self.excused.iter().any(|excused| name == excused.as_str())
    }

    fn check(&mut self, guard: &str, ty: &Type) {
        let at = ty.span();
        let pure = alias_at(at);
        let guard = Ident::new(guard, at);
        self.tokens
            .extend(quote_spanned!(at=> #pure::#guard::<#ty>();));
    }
}

/// An error or an iterator, by its name: what is in such an object was made by pure code, unless it comes
/// from outside.
fn is_named_like_std(bound: &TypeParamBound) -> bool {
    let is_error = match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Error")
        }
        _ => false,
    };
    is_error || bounds::is_iteration(bound)
}

/// Whether one of the words stands in the tokens.
pub(crate) fn mentions(tokens: &TokenStream, words: &[String]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => words.iter().any(|word| ident == word.as_str()),
        TokenTree::Group(group) => mentions(&group.stream(), words),
        _ => false,
    })
}
