mod blocks;
mod corners;
mod diagnostics;
pub(crate) mod golden;
mod options;
mod pure;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::managed_process;

/// The texts of the errors in an expansion.
pub(crate) fn errors(output: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut after_call = false;
    for token in output {
        match token {
            TokenTree::Ident(ident) => after_call = ident == "compile_error",
            TokenTree::Group(group) if after_call => {
                let text: syn::LitStr = syn::parse2(group.stream()).expect("a message");
                found.push(text.value());
                after_call = false;
            }
            TokenTree::Group(group) => found.extend(errors(group.stream())),
            _ => {}
        }
    }
    found
}

/// Whether `name` occurs in `tokens`.
pub(crate) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    super::types::find(tokens.clone(), name).is_some()
}

#[test]
fn crate_path_replaces_the_default() {
    let item = quote! {
        impl<T: Send> Counter<T> {
            #[init]
            async fn start(first: T) -> io::Result<Self> {}
            #[call]
            fn add(&mut self, n: T) -> io::Result<T> {}
            #[cast]
            async fn reset(&mut self) {}
            #[info]
            fn tick(&mut self, tick: Tick, cx: &mut Cx<Self>) {}
            #[exit]
            fn died(&mut self, exit: Exit) {}
            #[timeout]
            fn idle(&mut self) {}
            #[terminate]
            fn bye(self, end: &End) {}
        }
    };
    let default = managed_process(TokenStream::new(), item.clone());
    assert!(mentions(&default, "supervise"));
    let overridden = managed_process(quote!(crate = crate::otp), item);
    assert!(!mentions(&overridden, "supervise"));
    assert!(mentions(&overridden, "otp"));
    assert_eq!(errors(overridden), [""; 0]);
}

#[test]
fn the_item_is_emitted_token_by_token() {
    let item = quote! {
        /// Counts.
        #[allow(dead_code)]
        impl Counter {
            #![allow(unused)]
            const LIMIT: [u8; 2] = { [1, 2] };
            #[call]
            pub(crate) async fn add(&mut self, #[cfg(x)] n: u64) -> u64 { half typed ( + ) }
            #[other::call]
            #[inline]
            fn plain() {}
            helper! { #[call] }
        }
    };
    let expected = quote! {
        /// Counts.
        #[allow(dead_code)]
        impl Counter {
            #![allow(unused)]
            const LIMIT: [u8; 2] = { [1, 2] };
            pub(crate) async fn add(&mut self, #[cfg(x)] n: u64) -> u64 { half typed ( + ) }
            #[other::call]
            #[inline]
            fn plain() {}
            helper! { #[call] }
        }
    };
    let output = managed_process(TokenStream::new(), item).to_string();
    assert!(output.contains(&expected.to_string()), "{output}");
    assert!(output.contains("pub struct CounterRef"), "{output}");
}

#[test]
fn syntax_errors_are_left_to_rustc() {
    for item in [
        quote!(impl Counter { #[call] fn add(&mut self) }),
        quote!(impl Counter { const X }),
        quote!(impl Counter< { #[call] fn add(&mut self) {} }),
        quote!(impl),
    ] {
        let output = managed_process(TokenStream::new(), item.clone());
        assert_eq!(output.to_string(), item.to_string());
    }
}

#[test]
fn half_a_signature_does_not_hide_the_others() {
    for method in [
        quote!(fn add(&mut self, n: u8, m) -> u8 {}),
        quote!(fn add(&mut self, n: u8, m:) -> u8 {}),
        quote!(
            fn add(&mut self, n: _, m: [u8]) -> u8 {}
        ),
    ] {
        let output = beside_get(&method);
        let text = output.to_string();
        assert!(text.contains("pub struct CounterRef"), "{text}");
        assert!(text.contains("fn add (& self"), "{text}");
        assert!(text.contains("__CounterMessage :: get"), "{text}");
        assert!(!text.contains("__CounterMessage :: add"), "{text}");
        assert_eq!(errors(output), [""; 0]);
    }
}

#[test]
fn half_a_method_does_not_hide_the_others() {
    for method in [quote!(fn), quote!(pub fn add), quote!(async fn add < {})] {
        let output = beside_get(&method);
        assert!(
            output.to_string().contains("__CounterMessage :: get"),
            "{output}"
        );
        assert_eq!(errors(output), [""; 0]);
    }
}

fn beside_get(method: &TokenStream) -> TokenStream {
    let item = quote!(impl Counter { #[call] #method #[call] fn get(&self) -> u8 {} });
    managed_process(TokenStream::new(), item)
}

#[test]
fn types_that_only_rustc_knows_are_passed_on() {
    let item = quote! {
        impl Counter {
            #[call]
            async fn run(&mut self, job: Box<Fn(u8) -> u8>, n: u8) -> Vec<Fn()> where {}
        }
    };
    let output = managed_process(TokenStream::new(), item).to_string();
    assert!(
        output.contains("job : Box < Fn (u8) -> u8 > , n : u8"),
        "{output}"
    );
}

#[test]
fn an_item_from_a_macro_fragment_is_read() {
    let item = quote!(impl Counter { #[cast] fn go(&self) {} });
    let group = proc_macro2::Group::new(proc_macro2::Delimiter::None, item);
    let output = managed_process(TokenStream::new(), TokenTree::Group(group).into());
    assert!(mentions(&output, "CounterRef"));
    assert_eq!(errors(output), [""; 0]);
}

/// `tokens` with each one left out in turn, at any depth.
fn deletions(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let with = |replaced: Option<TokenTree>| {
            let before = tokens[..at].iter().cloned();
            let after = tokens[at + 1..].iter().cloned();
            before.chain(replaced).chain(after).collect()
        };
        all.push(with(None));
        if let TokenTree::Group(group) = token {
            let inner = deletions(&group.stream()).into_iter();
            all.extend(inner.map(|inner| {
                with(Some(
                    proc_macro2::Group::new(group.delimiter(), inner).into(),
                ))
            }));
        }
    }
    all
}

#[test]
fn no_half_typed_block_makes_the_macro_panic() {
    let item = quote! {
        #[allow(unused)]
        impl<'a, T: Clone, const N: usize> a::Counter<'a, T, N> where T: Send {
            const LIMIT: u8 = 1;
            #[init]
            pub fn start(#[cfg(x)] first: [T; N]) -> Result<Self, E> {}
            #[call(x = 1)]
            #[cfg(x)]
            async fn add(&mut self, (a, _): &(&str, u8), cx: &mut Cx<Self>) -> io::Result<&u8> {}
            #[info]
            fn tick(self: &Self, _tick: Option<Tick>) {}
            #[exit]
            #[cfg_attr(x, doc = "y", inline)]
            fn died<U>(&mut self, exit: Exit) where U: Copy {}
            #[terminate]
            unsafe extern "C" fn bye(self, end: &End) {}
        }
    };
    let args = quote!(
        handle = Name,
        crate = a::b,
        capacity = 4 + 4,
        mailbox = unbounded
    );
    let pure = quote!(
        pure,
        no_trust,
        on_panic = resume,
        max_resumes = 3,
        trace = 4
    );
    for item in deletions(&item) {
        managed_process(args.clone(), item.clone());
        managed_process(pure.clone(), item);
    }
    for pure in deletions(&pure) {
        managed_process(pure, item.clone());
    }
    for args in deletions(&args) {
        managed_process(args, item.clone());
    }
}
