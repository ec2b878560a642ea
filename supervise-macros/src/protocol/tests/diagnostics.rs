use proc_macro2::TokenStream;
use quote::quote;

use crate::process::managed_process;
use crate::process::tests::errors;
use crate::protocol::protocol;

/// The one error about a trait, without its help.
fn error(args: TokenStream, item: TokenStream) -> String {
    let found = errors(protocol(args, item));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].split('\n').next().unwrap_or_default().to_owned()
}

/// The one error about a method.
fn of(method: &TokenStream) -> String {
    error(TokenStream::new(), quote!(trait Store { #method }))
}

#[test]
fn each_mistake_is_told_once() {
    for (method, expected) in [
        (
            quote!(
                fn get(&self);
            ),
            "a method of a protocol is a call or a cast",
        ),
        (
            quote!(
                #[call]
                #[cast]
                fn get(&self);
            ),
            "this method is marked `call` and `cast`",
        ),
        (
            quote!(
                #[exit]
                fn get(&self);
            ),
            "`exit` is no part of a protocol",
        ),
        (
            quote!(
                #[call(now)]
                fn get(&self);
            ),
            "how a message is handled is its process's own",
        ),
        (
            quote!(
                #[call]
                async fn get(&self, n: &str);
            ),
            "a protocol says what can be asked, and not how it is done",
        ),
        (
            quote!(
                #[call]
                const fn get(&self);
            ),
            "a method of a protocol is a plain one",
        ),
        (
            quote!(
                #[call]
                extern "C" fn get(&self);
            ),
            "a method of a protocol is a plain one",
        ),
        (
            quote!(
                #[call]
                fn get<T>(&self, t: T)
                where
                    T: Send;
            ),
            "a method of a protocol can't be generic, as its message is one type",
        ),
        (
            quote!(
                #[call]
                fn get<'a>(&self);
            ),
            "a method of a protocol can't be generic, as its message is one type",
        ),
        (
            quote!(
                #[call]
                fn get(&'static self);
            ),
            "a method of a protocol is called through a handle",
        ),
        (
            quote!(
                #[call]
                fn get(self: Box<Self>);
            ),
            "a method of a protocol is called through a handle",
        ),
        (
            quote!(
                #[call]
                fn get(self);
            ),
            "a method of a protocol is called through a handle",
        ),
        (
            quote!(
                #[call]
                fn get(&self) {}
            ),
            "a method of a protocol has no body",
        ),
        (
            quote!(
                #[call]
                fn get(&self, end: &End);
            ),
            "a protocol has what the caller gives",
        ),
        (
            quote!(
                #[call]
                fn get(&self, job: impl Job);
            ),
            "`impl Trait` is generic, and a message has one type",
        ),
        (
            quote!(
                #[call]
                fn get(&self, job: Rc<u8>);
            ),
            "`Rc<u8>` can't go to another thread",
        ),
        (
            quote!(
                #[call]
                fn get(&self, other: Vec<Self>);
            ),
            "a caller doesn't know which process `Self` is",
        ),
        (
            quote!(
                #[call]
                fn get(&self) -> impl Job;
            ),
            "a method marked `call` can't return `impl Trait`",
        ),
        (
            quote!(
                #[call]
                fn get(&self, #[cfg(unix)] n: u8);
            ),
            "a protocol has the same methods everywhere",
        ),
        (
            quote!(
                type Key;
            ),
            "a protocol has calls and casts, and nothing else",
        ),
        (
            quote!(more! {}),
            "a protocol has calls and casts, and nothing else",
        ),
    ] {
        assert_eq!(of(&method), expected, "{method}");
    }
}

#[test]
fn the_trait_is_a_plain_one() {
    let told = |item| error(TokenStream::new(), item);
    assert_eq!(
        told(quote!(
            unsafe trait Store {}
        )),
        "a protocol can't be `unsafe`"
    );
    assert_eq!(
        told(quote!(
            trait Store: Send + Sync {}
        )),
        "a protocol has no supertraits"
    );
    assert_eq!(
        told(quote!(
            trait Store<'a> {}
        )),
        "a protocol is `'static`, its messages can't borrow"
    );
    for item in [
        quote!(
            struct Store;
        ),
        quote!(
            enum Store {}
        ),
        quote!(
            mod store {}
        ),
        quote!(
            fn store() {}
        ),
        quote!(
            use store;
        ),
    ] {
        assert_eq!(told(item), "`protocol` goes on a trait");
    }
}

#[test]
fn arguments() {
    let told = |args| {
        error(
            args,
            quote!(
                trait Store {}
            ),
        )
    };
    assert_eq!(
        told(quote!(mailbox = unbounded)),
        "unknown argument `mailbox`"
    );
    assert_eq!(told(quote!(handle)), "`handle` needs a value");
    assert_eq!(
        told(quote!(5)),
        "expected an argument of the form `name = value`"
    );
    assert_eq!(
        errors(protocol(
            quote!(handle = Any),
            quote!(
                trait Store {}
            )
        )),
        [""; 0]
    );
}

#[test]
fn what_a_process_implements_is_a_list_of_paths() {
    let told = |args| {
        errors(managed_process(
            args,
            quote!(impl Memory { #[call] fn get(&self) {} }),
        ))
    };
    for args in [
        quote!(implements = []),
        quote!(implements = [Store]),
        quote!(implements = [a::Store<u8, [u8; 2]>, self::Other,]),
    ] {
        assert_eq!(told(args), [""; 0]);
    }
    for args in [
        quote!(implements = Store),
        quote!(implements = [5]),
        quote!(implements = [Store Other]),
        quote!(implements(Store)),
        quote!(implements = [Store] x),
        quote!(implements = [Store, Store]),
    ] {
        assert_eq!(told(args.clone()).len(), 1, "{args}");
    }
}

/// A handler with a mistake is not reported as missing too.
#[test]
fn a_mistaken_handler_is_one_error() {
    let item = quote!(impl Memory { #[call] fn get(&self, key: &str) {} });
    let output = managed_process(quote!(implements = [Store]), item);
    assert_eq!(errors(output.clone()).len(), 1);
    assert!(output.to_string().contains("fn erased (& self)"));
}
