//! The macros of `supervise`. Their documentation is on the facade's re-exports.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod diag;
#[cfg(test)]
mod mutations;
mod names;
mod process;
mod protocol;
mod pure;
mod tree;

use proc_macro::TokenStream;

/// Makes an impl block a process. See `supervise::managed_process`.
#[proc_macro_attribute]
pub fn managed_process(args: TokenStream, item: TokenStream) -> TokenStream {
    process::managed_process(args.into(), item.into()).into()
}

/// Declares a supervision tree. See `supervise::supervision_tree`.
#[proc_macro]
pub fn supervision_tree(input: TokenStream) -> TokenStream {
    tree::supervision_tree(input.into()).into()
}

/// Declares what can be asked of several processes. See `supervise::protocol`.
#[proc_macro_attribute]
pub fn protocol(args: TokenStream, item: TokenStream) -> TokenStream {
    protocol::protocol(args.into(), item.into()).into()
}

/// Vouches for what can't be proved pure. See `supervise::trust_pure`.
#[proc_macro]
pub fn trust_pure(input: TokenStream) -> TokenStream {
    pure::trust_pure(input.into()).into()
}

/// Proves that an item has no side effects. See `supervise::pure`.
#[proc_macro_attribute]
pub fn pure(args: TokenStream, item: TokenStream) -> TokenStream {
    pure::pure(args.into(), item.into()).into()
}
