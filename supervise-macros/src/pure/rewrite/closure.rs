//! Closures: their bodies are checked where they are written.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ExprClosure, ReturnType};

use super::{Rewriter, alias};
use crate::pure::bounds;

impl Rewriter<'_> {
    pub(super) fn closure(&mut self, closure: &ExprClosure) -> TokenStream {
        if let Some(token) = &closure.asyncness {
            return self.refuse(
                token,
                "`async` has no place in pure code",
                "describe what is to be done as an effect of `Next`",
            );
        }
        if closure.lifetimes.is_some() || closure.constness.is_some() {
            return self.refuse(
                closure,
                "this kind of closure can't stand in pure code",
                "write a plain one: `|x| ..`",
            );
        }
        let shared = std::mem::take(&mut self.shared);
        // It does not run where the `const fn` does.
        let constant = std::mem::take(&mut self.constant);
        self.scopes.enter_closure();
        let inputs: Vec<_> = closure
            .inputs
            .iter()
            .map(|pat| self.certain(pat, false))
            .collect();
        let body = self.expr(&closure.body);
        self.scopes.leave();
        (self.shared, self.constant) = (shared, constant);
        let (capture, mut output) = (&closure.capture, closure.output.clone());
        let body = match &mut output {
            // A closure with a type has a block, which is what was written.
            ReturnType::Type(_, ty) => {
                **ty = bounds::augmented(ty, &alias().to_token_stream());
                body
            }
            ReturnType::Default => quote!({ #body }),
        };
        quote!(#capture |#(#inputs),*| #output #body)
    }
}
