//! Whole expansions, kept in `tests/expand` to be read as a person would.
//! `UPDATE_EXPECT=1 cargo test -p supervise-macros` writes them anew.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use super::{errors, managed_process};

fn check(name: &str, args: TokenStream, item: TokenStream) {
    check_output(name, managed_process(args, item));
}

pub(crate) fn check_output(name: &str, output: TokenStream) {
    assert_eq!(errors(output.clone()), [""; 0]);
    let file = syn::parse2(output).expect("the expansion is a list of items");
    let printed = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expand")
        .join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &printed).expect("the expected expansion can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == expected,
        "{name} is out of date; with UPDATE_EXPECT=1 it is written anew:\n{printed}"
    );
}

#[test]
fn counter() {
    let item = quote! {
        impl Counter {
            /// Starts at `first`.
            #[init]
            pub fn start(first: u64) -> Self {
                Counter { value: first }
            }

            /// Adds `n`, and replies with the sum.
            #[call]
            pub fn add(&mut self, n: u64) -> u64 {
                self.value += n;
                self.value
            }

            /// Back to zero.
            #[cast]
            pub async fn reset(&mut self) {
                self.value = 0;
            }

            #[info]
            fn tick(&mut self, _tick: Tick, cx: &mut Cx<Self>) {
                self.value += 1;
            }
        }
    };
    check("counter.rs", TokenStream::new(), item);
}

#[test]
fn every_kind() {
    let item = quote! {
        impl Ledger {
            #[init]
            async fn open(path: PathBuf, cx: &mut Cx<Self>, size: usize) -> Result<Init<Self>, OpenError> {}
            #[call]
            pub async fn pay(&mut self, (from, to): (Id, Id), _: Reason, reply: Note) -> Result<u64, PayError> {}
            #[call]
            fn save(&self) -> io::Result<()> {}
            #[exit]
            fn linked_died(&mut self, exit: Exit, cx: &mut Cx<Self>) -> Action<Self> {}
            #[timeout]
            async fn idle(&mut self) -> Action<Self> {}
            #[terminate]
            async fn bye(&mut self, end: &End, cx: &mut Cx<Self>) {}
        }
    };
    check("every_kind.rs", quote!(capacity = LIMIT), item);
}

#[test]
fn generic() {
    let item = quote! {
        impl<T: Clone, const N: usize> store::Ring<T, N> where Self: Debug {
            #[cast]
            pub(crate) fn push(&mut self, item: T) {}
            #[call]
            fn twin(&self) -> Option<Self> {}
        }
    };
    check(
        "generic.rs",
        quote!(handle = RingHandle, crate = crate::otp, mailbox = unbounded),
        item,
    );
}

#[test]
fn conditions() {
    let item = quote! {
        impl Disk {
            #[cfg(unix)]
            #[init]
            fn open(#[cfg(feature = "path")] path: PathBuf) -> Self {}
            #[cfg(unix)]
            #[call]
            #[deprecated]
            #[expect(unused_variables)]
            fn sync(&self, #[cfg(feature = "all")] all: bool) {}
            #[cfg(unix)]
            #[exit]
            fn died(&mut self, exit: Exit) {}
        }
    };
    check("conditions.rs", TokenStream::new(), item);
}

#[test]
fn pure() {
    let item = quote! {
        impl<T: Clone> Ledger<T> {
            #[init]
            fn open(balance: T) -> Self {}
            #[call]
            pub fn balance(&self) -> T {}
            #[call]
            fn find(&self, meta: &Meta) -> Result<T, Missing> {}
            #[call]
            pub fn deposit(self, amount: T) -> Next<Self, T> {}
            #[call]
            fn withdraw(self, amount: T, turn: u8) -> Result<Next<Self, T>, Missing> {}
            #[cast]
            fn close(mut self) -> Self {}
            #[info]
            fn priced(&self, price: Price) -> Next<Self> {}
            #[exit]
            fn linked_died(&self, exit: Exit) {}
            #[terminate]
            fn bye(self, reason: &Reason) -> Effects {}
        }
    };
    check(
        "pure.rs",
        quote!(pure, on_panic = resume, max_resumes = 10, trace = 256),
        item,
    );
}
