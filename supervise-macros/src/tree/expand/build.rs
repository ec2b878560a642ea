//! `build`: the calls of the runtime's builder that say what the declaration says. What borrows is
//! called by its path: a user's trait may have a method that takes any value and is called the same.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::root::tuple;
use super::{Context, children, local, local_of, ours, path_of};
use crate::tree::check::late_name;
use crate::tree::model::{Amount, Child, Code, Group, Kind, Make, Time};

impl Context<'_> {
    pub(super) fn body(&self, called: &Ident, params: &Ident) -> TokenStream {
        let names: Vec<Ident> = self
            .tree
            .params
            .iter()
            .map(|param| local_of(&param.name))
            .collect();
        let pattern = tuple(&names);
        let checked = self.tree.params.iter().zip(&names).map(|(param, name)| {
            // The error about a type that can't be cloned or shared is one about the type.
            let at = ours(param.ty.span());
            let p = self.krate.private_at(at);
            let checked = quote_spanned! {at=>
                #p::Parameter(#name).must_be_clone_send_sync()
            };
            quote!(let #name = #checked;)
        });
        let asserted = self.parametrised().then(|| self.inline_assertions());
        let group = self.group(&self.tree.root, &quote!(#called));
        quote! {
            #asserted
            let #pattern = #params;
            #(#checked)*
            #group
        }
    }

    /// Statements that build a supervisor, and a pair of it and its handle.
    fn group(&self, group: &Group, called: &TokenStream) -> TokenStream {
        let p = &self.private;
        let (supervisor, handle) = (local("__supervisor"), local("__handle"));
        let rules = self.rules(&group.options);
        let lates = children(group)
            .filter(|child| child.late)
            .map(|child| self.late(group, child));
        let added = children(group).map(|child| {
            let cfgs = &child.attrs.cfgs;
            let (name, value) = (local_of(&child.name), self.child(group, child));
            quote!(#(#cfgs)* let #name = #value;)
        });
        let fields = children(group).map(|child| {
            let (cfgs, field, value) = (&child.attrs.cfgs, &child.name, local_of(&child.name));
            quote!(#(#cfgs)* #field: #value,)
        });
        let mutable = match children(group).next() {
            None => quote!(),
            Some(_) => quote!(mut),
        };
        let all_optional = children(group).all(|child| !child.attrs.cfgs.is_empty());
        let maybe_unused = (all_optional && !mutable.is_empty()).then(
            || quote!(#[allow(unused_mut, reason = "it may be that no child is configured in")]),
        );
        let marker = self
            .generic()
            .then(|| quote!(__generics: ::core::marker::PhantomData,));
        let ty = &group.handle;
        quote! {
            #maybe_unused
            let #mutable #supervisor = #p::Supervisor::new(#called) #rules;
            #(#lates)*
            #(#added)*
            let #handle = #ty { __supervisor: #p::Supervisor::handle(&#supervisor), #(#fields)* #marker };
            (#supervisor, #handle)
        }
    }

    /// The place of a child whose handle is wanted before it is added.
    fn late(&self, group: &Group, child: &Child) -> TokenStream {
        let Kind::Worker { .. } = &child.kind else {
            return TokenStream::new();
        };
        let ty = self.type_of(group, child);
        let p = &self.private;
        let cfgs = &child.attrs.cfgs;
        let (place, handle) = (place_name(&child.name), late_name(&child.name));
        quote! {
            #(#cfgs)*
            let #place = #p::Later::<#ty>::new();
            #(#cfgs)*
            let #handle = #p::Later::handle(&#place);
        }
    }

    /// An expression that adds a child; its value is the child's handle.
    fn child(&self, group: &Group, child: &Child) -> TokenStream {
        let ty = self.type_of(group, child);
        let p = &self.private;
        let supervisor = local("__supervisor");
        let name = child.name.unraw().to_string();
        let settings = self.settings(child);
        let add = |child| quote!(#p::Supervisor::add(&mut #supervisor, #child #settings));
        match &child.kind {
            Kind::Worker { make, .. } => {
                let new = self.maker(group, child, make, &quote!(#name));
                let at = child.late.then(|| {
                    let place = place_name(&child.name);
                    quote!(.at(#place))
                });
                add(quote!(#new #at))
            }
            Kind::Dynamic { path } => {
                // rustc blames what `restart` is called on for arguments that can't be cloned.
                let restart = child.options.restart.as_ref();
                let at = ours(restart.map_or_else(|| path.span(), |said| said.span));
                let p = self.krate.private_at(at);
                let new = quote_spanned!(at=> #p::Dynamic::<#ty>::new(#name));
                add(new)
            }
            Kind::Pool { make, .. } => {
                let size = child.options.size.as_ref();
                let size = size.map_or_else(|| quote!(1), |said| amount(&said.value));
                let new = self.maker(group, child, make, &quote!(#name, #size));
                add(new)
            }
            Kind::Tasks => add(quote!(#p::Tasks::new(#name))),
            Kind::Supervisor(nested) => {
                let built = self.group(nested, &quote!(#name));
                self.subtree(&quote!({ #built }), &settings)
            }
            Kind::Tree { path, args } => {
                let args = evaluated(args);
                let at = ours(path.span());
                let p = self.krate.private_at(at);
                let built = quote_spanned!(at=> <#ty as #p::Declared>::build(#name, #args));
                self.subtree(&built, &settings)
            }
            Kind::Broken => quote!(()),
        }
    }

    fn subtree(&self, built: &TokenStream, settings: &TokenStream) -> TokenStream {
        let p = &self.private;
        let (supervisor, nested, handle) =
            (local("__supervisor"), local("__nested"), local("__handle"));
        quote! {
            {
                let (#nested, #handle) = #built;
                #p::Supervisor::add(&mut #supervisor, #nested #settings);
                #handle
            }
        }
    }

    /// `Child::new` and its like, with the user's code in a closure of its own.
    fn maker(
        &self,
        group: &Group,
        child: &Child,
        make: &Make,
        before: &TokenStream,
    ) -> TokenStream {
        // Errors about the process belong to its path.
        let at = ours(path_of(child).span());
        let p = self.krate.private_at(at);
        let ty = self.type_of(group, child);
        let builder = match &child.kind {
            Kind::Pool { .. } => quote!(Pool),
            _ => quote!(Child),
        };
        let function = match make {
            Make::Args(_) => quote_spanned!(at=> #p::#builder::<#ty>::new),
            Make::Value(_) => quote_spanned!(at=> #p::#builder::<#ty>::value),
        };
        let code = make.code();
        let constructor = match make {
            Make::Args(_) => TokenStream::new(),
            Make::Value(_) => self.constructor_of(group, child),
        };
        let tokens = &code.tokens;
        let tokens = quote!(#constructor #tokens);
        if !code.sound {
            return quote_spanned!(at=> #function(#before, || ::core::unreachable!()));
        }
        if code.uses.is_empty() {
            return quote_spanned!(at=> #function(#before, || #tokens));
        }
        let kept = code.uses.iter().map(|used| {
            let outer = &used.outer;
            quote!(let #outer = ::core::clone::Clone::clone(&#outer);)
        });
        let fresh = fresh(code);
        let call = quote_spanned!(at=> #function(#before, move || { #fresh #tokens }));
        quote!({ #(#kept)* #call })
    }
}

fn place_name(name: &Ident) -> Ident {
    quote::format_ident!("__place_{}", name.unraw(), span = Span::mixed_site())
}

pub(super) fn amount(amount: &Amount) -> TokenStream {
    match amount {
        Amount::Literal(number, span) => {
            let mut literal = proc_macro2::Literal::u64_unsuffixed(*number);
            literal.set_span(*span);
            quote!(#literal)
        }
        Amount::Code(code) => evaluated(code),
    }
}

pub(super) fn duration(time: &Time) -> TokenStream {
    match time {
        Time::Literal(duration, _) => {
            let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
            if millis.is_multiple_of(1_000) {
                let seconds = millis / 1_000;
                quote!(::core::time::Duration::from_secs(#seconds))
            } else {
                quote!(::core::time::Duration::from_millis(#millis))
            }
        }
        Time::Code(code) => evaluated(code),
    }
}

/// The user's code where its value is needed at once.
pub(super) fn evaluated(code: &Code) -> TokenStream {
    let tokens = &code.tokens;
    if !code.sound {
        return quote!(::core::unreachable!());
    }
    if code.uses.is_empty() {
        return quote!(#tokens);
    }
    let fresh = fresh(code);
    quote!({ #fresh #tokens })
}

/// Clones of what the code mentions, under the names by which it does.
fn fresh(code: &Code) -> TokenStream {
    let fresh = code.uses.iter().filter_map(|used| {
        let (inner, outer) = (used.inner.as_ref()?, &used.outer);
        let guessed = used.guessed.then(|| {
            quote!(#[allow(unused_variables, reason = "what a macro does with a name is not known")])
        });
        Some(quote!(#guessed let #inner = ::core::clone::Clone::clone(&#outer);))
    });
    fresh.collect()
}
