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
