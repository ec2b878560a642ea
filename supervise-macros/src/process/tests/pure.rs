//! Every error about a pure process, with its words.

use proc_macro2::TokenStream;
use quote::quote;

use super::diagnostics::block;
use super::{errors, managed_process};

/// The text of the one error that a pure block with `member` in it gives.
#[track_caller]
fn member(member: &str) -> String {
    block(
        "pure",
        &format!("impl Counter {{ {member} #[cast] fn sound(&self) {{}} }}"),
    )
}

#[test]
fn receivers() {
    assert_eq!(
        member("#[call] fn f(&mut self) -> Next<Self, u8> {}"),
        "a pure process is not changed in place: its callbacks return the next state | take `&self` or `mut self`, and return `Next<Self, ..>`"
    );
    assert_eq!(
        member("#[cast] fn f(&mut self) {}"),
        "a pure process is not changed in place: its callbacks return the next state | take `mut self` and return `Self`, or `&self` and return `Next<Self>`"
    );
    assert_eq!(
        member("#[terminate] fn f(&mut self) {}"),
        "a pure process is not changed in place: its callbacks return the next state | take `self` or `&self`"
    );
    assert_eq!(
        member("#[cast] fn f() {}"),
        "a method marked `cast` needs its process | add `&self` or `self`"
    );
    assert_eq!(
        member("#[cast] fn f(self: Box<Self>) -> Self {}"),
        "a process is not kept in a pointer | take `self` or `&self`"
    );
}

#[test]
fn nothing_waits() {
    assert_eq!(
        member("#[call] async fn f(&self) -> u8 {}"),
        "a method marked `call` can't be `async` in a pure process: it has nothing to wait for | write `fn`, and return what it would wait for as an effect: `Next::call`"
    );
    assert_eq!(
        member("#[init] async fn f() -> Self {}"),
        "a method marked `init` can't be `async` in a pure process: it has nothing to wait for | write `fn`; what it would wait for is started before, and given as an argument"
    );
    assert_eq!(
        member("#[cast] const fn f(&self) {}"),
        "a method marked `cast` can't be `const` | write `fn`"
    );
}

#[test]
fn parameters() {
    assert_eq!(
        member("#[cast] fn f(&self, list: &mut Vec<u8>) {}"),
        "a callback of a pure process changes nothing that is not its own | take `Vec<u8>`, and return what has changed"
    );
    assert_eq!(
        member("#[cast] fn f(&self, cx: &mut Cx<Self>) {}"),
        "a pure process has no context | take `&Meta` for what there is to know, and return what is to happen in a `Next`"
    );
    assert_eq!(
        member("#[init] fn f(cx: &mut Cx<Self>) -> Self {}"),
        "a pure process has no context | remove the parameter: `Init<Self>` says what else is to happen"
    );
    assert_eq!(
        member("#[terminate] fn f(self, end: &End) {}"),
        "an `End` has a deadline, and a pure process has no clock | take `&Reason`"
    );
    assert_eq!(
        member("#[terminate] fn f(self, reason: ExitReason) {}"),
        "`terminate` takes nothing but `&Reason` | take `&Reason`"
    );
    assert_eq!(
        member("#[terminate] fn f(self, n: u8) {}"),
        "`terminate` takes nothing but `&Reason` | remove the parameter: what the method needs is in `self`"
    );
    assert_eq!(
        member("#[terminate] fn f(self, meta: &Meta<Self>) {}"),
        "`terminate` has no `Meta`: it handles no message | remove the parameter"
    );
    assert_eq!(
        member("#[cast] fn f(&self, reason: &Reason) {}"),
        "`cast` has no `Reason`: only `terminate` is about an end | remove the parameter"
    );
    assert_eq!(
        member("#[timeout] fn f(&self, n: u8) {}"),
        "`timeout` takes nothing but `&Meta` | remove the parameter: what the method needs is in `self`"
    );
    assert_eq!(
        member("#[exit] fn f(&self, exit: Exit, n: u8) {}"),
        "`exit` takes an `Exit` and nothing else but `&Meta` | remove the parameter"
    );
    assert_eq!(
        member("#[cast] fn f(&self, name: &str) {}"),
        "`&str` borrows from the caller | messages are owned: take `String`"
    );
    assert_eq!(
        member("#[call] fn f(&self, reply: ReplyTo<u8>) {}"),
        "a pure process answers later by a token, which is data | take `&Meta`, keep its `token()`, and return `Next::new(..).defer(token)`"
    );
}

#[test]
fn returns() {
    let lost = "takes `self` returns the next state, which would be lost here";
    assert_eq!(
        member("#[call] fn f(self) -> u8 {}"),
        format!("a `call` that {lost} | return `Next<Self, T>`, or take `&self`")
    );
    assert_eq!(
        member("#[call] fn f(self) -> Result<u8, E> {}"),
        format!("a `call` that {lost} | return `Next<Self, T>`, or take `&self`")
    );
    assert_eq!(
        member("#[call] fn f(self) {}"),
        format!("a `call` that {lost} | return `Next<Self, T>`, or take `&self`")
    );
    for cast in [
        "#[cast] fn f(self) {}",
        "#[cast] fn f(mut self, n: u8) -> () {}",
    ] {
        assert_eq!(
            member(cast),
            format!("a `cast` that {lost} | return `Self` or `Next<Self>`, or take `&self`")
        );
    }
    for call in [
        "#[call] fn f(self) -> Self {}",
        "#[call] fn f(&self) -> Result<Self, E> {}",
    ] {
        assert_eq!(
            member(call),
            "a call has a reply beside the next state | return `Next<Self, T>`, or make it a `cast`"
        );
    }
    for call in [
        "#[call] fn f(self) -> Next<Self> {}",
        "#[call] fn f(&self) -> Result<Next<Self>, E> {}",
    ] {
        assert_eq!(
            member(call),
            "a call is answered, and `Next<Self>` replies nothing | return `Next<Self, T>`, which `reply`, `defer`, or `stop` makes of it"
        );
    }
    assert_eq!(
        member("#[call] fn f(self) -> Next<Self, &str> {}"),
        "a reply leaves the process, so it can't borrow | return a `String`"
    );
    assert_eq!(
        member("#[cast] fn f(&self) -> ! {}"),
        "a method marked `cast` has to return | return a `Next`, and end the process by its `stop`"
    );
}

#[test]
fn an_ordinary_process_has_no_next() {
    for returns in ["Next<Self>", "Next<Self, u8>", "Result<Next<Self, u8>, E>"] {
        let item = format!(
            "impl Counter {{ #[call] fn f(&self) -> {returns} {{}} #[cast] fn sound(&self) {{}} }}"
        );
        assert_eq!(
            block("", &item),
            "`Next` is what the callbacks of a pure process return | write `#[managed_process(pure)]`, or return the reply, or an `Action<Self>`"
        );
    }
    // Somebody else's type of that name is a reply.
    let item = quote!(impl Counter { #[call] fn f(&self) -> Next<u8> {} });
    assert_eq!(errors(managed_process(TokenStream::new(), item)), [""; 0]);
}

#[test]
fn arguments() {
    let sound = "impl Counter { #[cast] fn sound(&self) {} }";
    for (args, form) in [
        ("no_trust", "no_trust"),
        (
            "on_panic = resume",
            "on_panic = resume` or `on_panic = stop",
        ),
        ("max_resumes = 3", "max_resumes = 100"),
        ("trace = 3", "trace = 256"),
    ] {
        let name = args.split(' ').next().unwrap_or_default();
        assert_eq!(
            block(args, sound),
            format!("`{name}` is about a pure process | write `pure` too: `pure, {form}`")
        );
    }
    assert_eq!(
        block("pure, on_panic = resum", sound),
        "a panic can't be answered by `resum` | did you mean `resume`? accepted: `restart`, `resume`, or `stop`"
    );
    assert_eq!(
        block("pure, on_panic = 3", sound),
        "this is no value for `on_panic` | write `on_panic = resume` or `on_panic = stop`"
    );
    assert_eq!(
        block("pure = true", sound),
        "`pure` has no value | write `pure` alone"
    );
    assert_eq!(
        block("pure, max_resumes = 3", sound),
        "`max_resumes` is about a process that goes on after a panic | write `on_panic = resume` too, or remove it"
    );
    assert_eq!(
        block("pure, trace = 0", sound),
        "this is no value for `trace` | write `trace = 256`"
    );
    assert_eq!(block("pure, pure", sound), "`pure` is given twice");
}

#[test]
fn a_meta_is_the_process_s_own() {
    let item = quote! {
        impl Counter {
            #[call]
            fn a(&self, meta: &Meta, other: Meta) -> u8 { f(|m: &Meta| 1) }
            #[cast]
            fn b(&self, m: &supervise::Meta<Self>, n: Vec<Meta>) {}
            fn c(n: &'static str, meta: &'a supervise::Meta,) {}
        }
    };
    let output = managed_process(quote!(pure), item).to_string();
    for written in [
        "fn a (& self , meta : & Meta < Self > , other : Meta)",
        "(| m @ _ : & Meta | { 1 })",
        "fn b (& self , m : & supervise :: Meta < Self > , n : Vec < Meta >)",
        "fn c (n : & 'static str , meta : & 'a supervise :: Meta < Self > ,)",
    ] {
        assert!(output.contains(written), "{written}: {output}");
    }
}
