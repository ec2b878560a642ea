//! `supervision_tree!`.

mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::diag::Errors;

pub(crate) fn supervision_tree(input: TokenStream) -> TokenStream {
    let errors = Errors::default();
    let mut call = parse::parse(input, &errors);
    check::check(&mut call, &errors);
    let errors = errors.into_tokens();
    let items = expand::expand(&call, errors.is_empty());
    quote::quote!(#errors #items)
}
