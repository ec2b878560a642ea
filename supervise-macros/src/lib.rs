//! The macros of `supervise`. Their documentation is on the facade's re-exports.

mod diag;
mod names;
mod process;

use proc_macro::TokenStream;

/// Makes an impl block a process. See `supervise::managed_process`.
#[proc_macro_attribute]
pub fn managed_process(args: TokenStream, item: TokenStream) -> TokenStream {
    process::managed_process(args.into(), item.into()).into()
}
