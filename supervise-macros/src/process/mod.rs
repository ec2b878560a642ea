//! `#[managed_process]`: read the block, build a model of it, check that, write the code.

pub(crate) mod args;
pub(crate) mod attrs;
pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod generics;
pub(crate) mod model;
pub(crate) mod options;
pub(crate) use model::is_ambient;
pub(crate) mod parse;
mod pure;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod types;

use proc_macro2::TokenStream;

use quote::quote;

use crate::diag::Errors;

/// The whole macro. Whatever is wrong, the user's item is part of the output, so that the rest of
/// the program is checked against it and an IDE keeps working.
pub(crate) fn managed_process(args: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse::ungroup(item);
    let errors = Errors::default();
    let args = args::parse(args, &args::OF_A_PROCESS, &errors);
    let mut output = match parse::block(&item, &errors) {
        parse::Item::Block(mut block) => {
            // A handler has no say in this: a message that is only read is owned all the same.
            let mut output = quote! {
                #[allow(clippy::needless_pass_by_value, reason = "messages are owned")]
            };
            let (private, pure) = (args.private(), args.pure.clone());
            if pure.is_some() {
                crate::pure::augment(&mut block.head.generics, &private);
            }
            let process = model::build(&block, args, &errors);
            output.extend(match (&pure, &process) {
                (None, _) => parse::without_helpers(item),
                (Some(pure), Ok(process)) => {
                    // What they do is checked like all in the block.
                    let item = pure::with_functions(item, expand::functions(process));
                    pure::block(item, pure, &private, &block, &errors)
                }
                (Some(pure), Err(_)) => pure::block(item, pure, &private, &block, &errors),
            });
            if let Ok(process) = process {
                output.extend(expand::process(&process));
            }
            output
        }
        parse::Item::Other => parse::without_helpers(item),
        // rustc reports syntax errors itself; a second account of the same would only confuse.
        parse::Item::Broken => item,
    };
    output.extend(errors.into_tokens());
    output
}
