//! Errors about a whole block and about the macro's arguments, and what is left of mistaken blocks.

use proc_macro2::TokenStream;

use super::diagnostics::{block, one};
use super::{errors, managed_process};

#[test]
fn places() {
    assert_eq!(
        block("", "impl<'a> Counter<'a> { #[cast] fn sound(&self) {} }"),
        "a process is `'static`, it can't borrow for `'a` | own the data instead: `String` for `&str`, `Arc<T>` for `&T`"
    );
    assert_eq!(
        block("", "impl Counter<'_> { #[cast] fn sound(&self) {} }"),
        "a process is `'static`, it can't borrow | own the data instead: `String` for `&str`, `Arc<T>` for `&T`"
    );
    assert_eq!(
        block("", "impl Count for Counter { #[cast] fn sound(&self) {} }"),
        "`managed_process` goes on an inherent impl block, not on that of a trait | move the handlers to a block of their own: `impl Counter { .. }`"
    );
}

#[test]
fn arguments() {
    let sound = "impl Counter { #[cast] fn sound(&self) {} }";
    assert_eq!(
        block("capcity = 3", sound),
        "unknown argument `capcity` | did you mean `capacity`? accepted: `handle`, `crate`, `capacity`, `mailbox`, `overload`, `implements`, `phases`, `unhandled`, `inspect`, `pure`, `no_trust`, `on_panic`, `max_resumes`, or `trace`"
    );
    assert_eq!(
        block("priority = high", sound),
        "unknown argument `priority` | accepted: `handle`, `crate`, `capacity`, `mailbox`, `overload`, `implements`, `phases`, `unhandled`, `inspect`, `pure`, `no_trust`, `on_panic`, `max_resumes`, or `trace`"
    );
    assert_eq!(
        block("capacity", sound),
        "`capacity` needs a value | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
    assert_eq!(
        block("capacity = 0", sound),
        "this is no value for `capacity` | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
    assert_eq!(
        block("capacity = -1", sound),
        "this is no value for `capacity` | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
    assert_eq!(
        block(r#"capacity = "3""#, sound),
        "this is no value for `capacity` | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
    assert_eq!(
        block("capacity = ", sound),
        "this is no value for `capacity` | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
    assert_eq!(
        block("capacity = 3, capacity = 4", sound),
        "`capacity` is given twice"
    );
    assert_eq!(
        block("mailbox = bounded", sound),
        "this is no value for `mailbox` | write `mailbox = unbounded` or `capacity = 64`"
    );
    assert_eq!(
        block("mailbox = 3", sound),
        "this is no value for `mailbox` | write `mailbox = unbounded` or `capacity = 64`"
    );
    assert_eq!(
        block("mailbox = unbounded, capacity = 3", sound),
        "an unbounded mailbox has no capacity | keep one of `capacity = ..` and `mailbox = unbounded`"
    );
    assert_eq!(
        block(r#"handle = "CounterRef""#, sound),
        "this is no value for `handle` | write `handle = Name`"
    );
    assert_eq!(
        block("crate = 3", sound),
        "this is no value for `crate` | write `crate = path::to::supervise`"
    );
    assert_eq!(
        block("64", sound),
        "expected an argument of the form `name = value` | accepted: `handle`, `crate`, `capacity`, `mailbox`, `overload`, `implements`, `phases`, `unhandled`, `inspect`, `pure`, `no_trust`, `on_panic`, `max_resumes`, or `trace`"
    );
    assert_eq!(
        block("handle CounterRef", sound),
        "`handle` needs a value | write `handle = Name`"
    );
    assert_eq!(
        block("capacity = 3 4", sound),
        "this is no value for `capacity` | write `capacity = 64` with any number above zero, or `mailbox = unbounded`"
    );
}

#[test]
fn other_items() {
    let item = "#[derive(Debug)] pub struct Counter { value: u64 }";
    for item in [
        item,
        "fn counter() {}",
        "trait Counter { #[inline] fn get(&self); }",
        "mod counter {}",
    ] {
        let item: TokenStream = item.parse().expect("tokens");
        let output = managed_process(TokenStream::new(), item.clone());
        assert!(output.to_string().contains(&item.to_string()), "{output}");
        assert_eq!(
            one(output),
            "`managed_process` goes on an impl block | write it above `impl Counter { .. }`, where the handlers of the process are"
        );
    }
}

#[test]
fn types_without_a_name() {
    let item: TokenStream = "impl dyn Job { #[call] fn get(&self) -> u8 { 1 } }"
        .parse()
        .expect("tokens");
    let output = managed_process(TokenStream::new(), item);
    assert!(
        output
            .to_string()
            .contains("impl dyn Job { fn get (& self)"),
        "{output}"
    );
    assert_eq!(
        one(output),
        "a process is a struct or an enum of this crate | put what it needs into a struct: `impl Counter { .. }`"
    );
}

#[test]
fn several_mistakes_are_reported_at_once() {
    let item = "impl Counter {
        #[call] fn a(&self, name: &str) {}
        #[cast] fn b(self) {}
        #[info] fn c(&self) {}
    }";
    let args = "capacity = 0".parse().expect("tokens");
    let output = managed_process(args, item.parse().expect("tokens"));
    assert_eq!(errors(output).len(), 4);
}

#[test]
fn a_mistaken_handler_keeps_its_method_on_the_handle() {
    let item =
        "impl Counter { #[call] pub fn add<T: Into<u64>>(&mut self, n: T) -> io::Result<&str> {} }";
    let output = managed_process(TokenStream::new(), item.parse().expect("tokens"));
    let method = "pub fn add < T : Into < u64 > > (& self , n : T)";
    let output = output.to_string().replace(">>", "> >");
    assert!(output.contains(method), "{output}");
}
