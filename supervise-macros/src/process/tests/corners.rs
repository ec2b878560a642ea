//! Blocks that are right, but seldom met.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::{errors, managed_process};

fn expanded(args: TokenStream, item: TokenStream) -> String {
    let output = managed_process(args, item);
    let text = output.to_string();
    assert_eq!(errors(output), [""; 0]);
    text
}

#[test]
fn a_generic_process_can_be_looked_at() {
    for item in [
        quote!(
            impl<T: Clone> Counter<T> {
                #[call]
                fn get(&self) -> T {}
            }
        ),
        quote!(
            impl<const N: usize> Counter<N> {
                #[call]
                async fn get(&self) -> u8 {}
            }
        ),
    ] {
        let text = expanded(quote!(inspect), item);
        assert!(
            text.contains("__CounterMessage :: __inspect (reply , state) =>"),
            "{text}"
        );
        assert!(!text.contains("> :: __inspect"), "{text}");
    }
}

/// In the edition of the macros `gen` is a keyword.
#[test]
fn a_parameter_may_be_called_gen() {
    let text = expanded(
        TokenStream::new(),
        quote!(impl Counter { #[call] fn get(&self, gen: u8, _gen: u8, _r: u8) -> u8 {} }),
    );
    assert!(
        text.contains("fn get (& self , r#gen : u8 , arg1 : u8 , r : u8)"),
        "{text}"
    );
}

#[test]
fn an_attribute_may_come_through_a_macro_rule() {
    let call = TokenTree::from(Group::new(Delimiter::None, quote!(call)));
    let name = TokenTree::from(Group::new(Delimiter::None, quote!(cast)));
    let item = quote! {
        impl Counter {
            #[#call] fn get(&self) -> u8 {}
            #[#name(when = true)] fn set(&self) {}
        }
    };
    let text = expanded(TokenStream::new(), item);
    let block = "impl Counter { fn get (& self) -> u8 { } fn set (& self) { } }";
    assert!(text.contains(block), "{text}");
}

#[test]
fn lints_that_are_off_for_a_handler_are_off_for_what_is_made_of_it() {
    let item = quote! {
        impl Counter {
            #[call(when = true)]
            #[allow(unused_parens)]
            fn get(&self, n: (u8)) -> (u8) {}
            #[filter]
            fn look(&self, message: CounterMessage<'_>) -> Filter {}
        }
    };
    let text = expanded(quote!(implements = [Get]), item);
    // The handler, the handle's method, and its twin; the message, and what the filter sees of it;
    // the guard, and what the protocol finds.
    assert_eq!(text.matches("allow (unused_parens)").count(), 7, "{text}");
}

#[test]
fn what_a_filter_sees_has_names_of_its_own() {
    let filter = quote!(
        #[filter]
        fn look(&self, message: CounterMessage<'_>) -> Filter {}
    );
    let item = quote!(impl Counter { #filter #[cast] fn self_(&self) {} });
    let text = expanded(TokenStream::new(), item);
    assert!(text.contains("CounterMessage :: Self_"), "{text}");

    let item = quote! {
        impl Counter {
            #[cast(when = true)] fn a1(&self) {}
            #[cast(name = a1)] fn more(&self) {}
            #[cast(when = true)] fn a_1(&self) {}
            #[cast(name = a_1)] fn again(&self) {}
            #filter
        }
    };
    let help = "give one of the two another name";
    assert_eq!(
        errors(managed_process(TokenStream::new(), item)),
        [format!(
            "`a1` is `A1` to the filter already\n\n       help: {help}"
        )]
    );
    let item = quote!(impl Counter { #[cast] fn a1(&self) {} #[cast] fn a_1(&self) {} });
    expanded(TokenStream::new(), item);
}

#[test]
fn a_message_is_redelivered_for_the_sake_of_any_of_its_handlers() {
    let item = quote! {
        impl Counter {
            #[cast(redeliver = 2, when = true)] fn f(&self) {}
            #[cast(name = f)] async fn g(&self) {}
        }
    };
    let text = expanded(TokenStream::new(), item);
    assert!(text.contains("keep (cx ,"), "{text}");
}
