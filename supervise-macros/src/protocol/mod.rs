//! `#[protocol]`: read the trait, build a model of it, check that, write the code.

mod check;
mod expand;
mod model;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::{Item, ItemTrait};

use crate::diag::{Errors, with_help};
use crate::process::{args, parse};

/// What `#[protocol(..)]` takes.
const ACCEPTED: [&str; 2] = ["handle", "crate"];

/// The whole macro. What is mistaken is left out, or stands in the handle for callers to compile.
pub(crate) fn protocol(args: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse::ungroup(item);
    let errors = Errors::default();
    let args = args::parse(args, &ACCEPTED, &errors);
    let mut output = match parsed(&item) {
        Ok(Some(declared)) => expand::protocol(&model::build(&declared, args, &errors)),
        // rustc reports syntax errors itself.
        Ok(None) => item,
        Err(error) => {
            errors.push(error);
            item
        }
    };
    output.extend(errors.into_tokens());
    output
}

/// The trait; `None` for what is half written.
fn parsed(item: &TokenStream) -> syn::Result<Option<ItemTrait>> {
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Trait(declared)) => Ok(Some(declared)),
        Ok(other) => Err(syn::Error::new_spanned(
            model::keyword(&other),
            with_help(
                &"`protocol` goes on a trait",
                &"write it above `trait Store { .. }`, with the calls and casts of the protocol",
            ),
        )),
        Err(_) => Ok(None),
    }
}
