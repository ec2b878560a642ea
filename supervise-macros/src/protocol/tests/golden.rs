//! Whole expansions; see `process::tests::golden`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::process::managed_process;
use crate::process::tests::golden::check_output;
use crate::protocol::protocol;

#[test]
fn protocol_of_a_store() {
    let item = quote! {
        /// What a store can do.
        pub trait Store<V: Clone> {
            /// Looks a key up.
            #[call]
            fn get(&self, key: String, version: u64) -> Option<V>;
            #[call]
            fn save(&self) -> io::Result<()>;
            #[cast]
            fn put(&self, value: V);
        }
    };
    check_output("protocol.rs", protocol(TokenStream::new(), item));
}

#[test]
fn process_that_implements_it() {
    let item = quote! {
        impl<V: Clone> Memory<V> {
            #[call]
            fn get(&self, key: String, cx: &mut Cx<Self>, version: u64) -> Option<V> {}
            #[cfg(unix)]
            #[call]
            fn save(&self) -> io::Result<()> {}
            #[cast]
            fn put(&mut self, value: V) {}
        }
    };
    let args = quote!(implements = [store::Store<V>, Other]);
    let output: Vec<syn::Item> = syn::parse2::<syn::File>(managed_process(args, item))
        .expect("the expansion is a list of items")
        .items
        .into_iter()
        .filter(|item| {
            let text = quote!(#item).to_string();
            text.contains("Handles <") || text.contains("Implements <")
        })
        .collect();
    check_output("implements.rs", quote!(#(#output)*));
}
