mod diagnostics;
mod golden;

use proc_macro2::TokenStream;
use quote::quote;

use super::protocol;
use crate::process::tests::{errors, mentions};

fn store() -> TokenStream {
    quote! {
        trait Store<K, V: Clone = u8>: Sized {
            #[call]
            fn get(&self, key: K) -> io::Result<V>;
            #[cast]
            fn clear(&self);
            #[call]
            fn put(&self, key: &K) -> V;
        }
    }
}

#[test]
fn crate_path_replaces_the_default() {
    let default = protocol(TokenStream::new(), store());
    assert!(mentions(&default, "supervise"));
    let overridden = protocol(quote!(crate = crate::otp), store());
    assert!(!mentions(&overridden, "supervise"));
    assert!(mentions(&overridden, "otp"));
}

#[test]
fn what_is_mistaken_does_not_hide_the_rest() {
    let output = protocol(TokenStream::new(), store());
    assert_eq!(errors(output.clone()).len(), 2);
    for name in ["StoreRef", "has_get", "is_clear"] {
        assert!(mentions(&output, name), "{name}");
    }
    // Callers of the one with the mistake compile; no process is asked for it.
    assert!(mentions(&output, "put"));
    assert!(!mentions(&output, "has_put"));
}

#[test]
fn syntax_errors_are_left_to_rustc() {
    for item in [
        quote!(trait Store { #[call] fn get(&self) }),
        quote!(trait Store<),
        quote!(trait),
    ] {
        let output = protocol(TokenStream::new(), item.clone());
        assert_eq!(output.to_string(), item.to_string());
    }
}

#[test]
fn both_macros_mean_the_same_handler() {
    let name = |name| {
        crate::names::key(&proc_macro2::Ident::new(
            name,
            proc_macro2::Span::call_site(),
        ))
    };
    assert_eq!(name("get"), name("get"));
    assert_ne!(name("get"), name("got"));
    let raw = proc_macro2::Ident::new_raw("get", proc_macro2::Span::call_site());
    assert_eq!(crate::names::key(&raw), name("get"));
}
