//! The arguments of `#[pure(..)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path, Token};

use crate::diag::{Errors, suggest};

const ACCEPTED: [&str; 4] = ["no_trust", "deref", "deref_mut", "crate"];

#[derive(Default)]
pub(super) struct Args {
    pub(super) no_trust: bool,
    pub(super) deref: bool,
    pub(super) deref_mut: bool,
    krate: Option<Path>,
}

impl Args {
    /// The path of what rewritten code names.
    pub(super) fn pure(&self) -> TokenStream {
        match &self.krate {
            Some(path) => quote!(#path::__private::pure),
            None => quote!(::supervise::__private::pure),
        }
    }
}

/// Reads the arguments. A mistaken one is reported and left out.
pub(super) fn parse(args: TokenStream, errors: &Errors) -> Args {
    let mut parsed = Args::default();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let name = input.call(Ident::parse_any)?;
            match name.to_string().as_str() {
                "no_trust" => parsed.no_trust = true,
                "deref" => parsed.deref = true,
                "deref_mut" => {
                    parsed.deref = true;
                    parsed.deref_mut = true;
                }
                "crate" => {
                    input.parse::<Token![=]>()?;
                    parsed.krate = Some(input.call(Path::parse_mod_style)?);
                }
                other => {
                    let message = format!("unknown argument `{other}`");
                    errors.report_help(&name, message, suggest(other, &ACCEPTED));
                    input.parse::<TokenStream>()?;
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = read.parse2(args) {
        errors.push(error);
    }
    parsed
}
