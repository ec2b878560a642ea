//! Every error about a method, with its words. Each block goes on with a sound handler, and what is
//! generated for that has to be there.

use proc_macro2::TokenStream;

use super::{errors, managed_process, mentions};
use crate::process::parse;

/// The text of the one error that a block with `member` in it gives.
#[track_caller]
fn member(member: &str) -> String {
    block(
        "",
        &format!("impl Counter {{ {member} #[cast] fn sound(&self) {{}} }}"),
    )
}

#[track_caller]
pub(super) fn block(args: &str, item: &str) -> String {
    let args: TokenStream = args.parse().expect("tokens");
    let item: TokenStream = item.parse().expect("tokens");
    // Pure bodies are written anew.
    let rewritten = args.to_string().starts_with("pure");
    let output = managed_process(args, item.clone());
    let emitted = parse::without_helpers(item).to_string();
    assert!(
        rewritten || output.to_string().contains(&emitted),
        "the item is not emitted: {output}"
    );
    for name in ["CounterRef", "__CounterMessage", "sound"] {
        assert!(mentions(&output, name), "no `{name}`: {output}");
    }
    one(output)
}

#[track_caller]
pub(super) fn one(output: TokenStream) -> String {
    let [text] = &errors(output)[..] else {
        panic!("one mistake, one error");
    };
    let first = text.chars().next();
    assert!(
        first.is_some_and(|c| c.is_lowercase() || c == '`'),
        "{text}"
    );
    assert!(!text.ends_with('.'), "{text}");
    text.replace("\n\n       help: ", " | ")
}

#[test]
fn what_a_method_is_has_no_condition() {
    assert_eq!(
        member("#[cfg_attr(unix, inline, call)] fn f(&self) -> u8 { 1 }"),
        "`call` can't stand in a `cfg_attr` | write `#[call]`, with `#[cfg(..)]` beside it if the method is not for all builds"
    );
}

#[test]
fn receivers() {
    assert_eq!(
        member("#[call] fn f() -> u8 {}"),
        "a method marked `call` needs its process | add `&mut self` or `&self`"
    );
    assert_eq!(
        member("#[cast] fn f(self) {}"),
        "a method marked `cast` can't take its process by value, which goes on | take `&mut self` or `&self`"
    );
    assert_eq!(
        member("#[info] fn f(mut self, t: T) {}"),
        "a method marked `info` can't take its process by value, which goes on | take `&mut self` or `&self`"
    );
    assert_eq!(
        member("#[call] fn f(self: Arc<Self>) {}"),
        "a process is not kept in a pointer | take `&mut self` or `&self`"
    );
    assert_eq!(
        member("#[init] fn f(&self) -> Self {}"),
        "`init` makes the process, so there is no `self` yet | remove it: `init` takes the arguments of `spawn` and returns `Self`"
    );
    assert_eq!(
        member("#[terminate] fn f() {}"),
        "a method marked `terminate` needs its process | add `self`, `&self`, or `&mut self`"
    );
    assert_eq!(
        member("#[exit] fn f(exit: Exit) {}"),
        "a method marked `exit` needs its process | add `&mut self` or `&self`"
    );
}

#[test]
fn functions() {
    assert_eq!(
        member("#[call] fn f<T>(&self, t: T) {}"),
        "a method marked `call` can't be generic: who calls it has only the message | name the type, or make the process generic: `impl<T> ..`"
    );
    assert_eq!(
        member("#[cast] fn f<const N: usize>(&self, t: [u8; N]) {}"),
        "a method marked `cast` can't be generic: who calls it has only the message | name the type, or make the process generic: `impl<const N: usize> ..`"
    );
    assert_eq!(
        member("#[call] fn f(&self) where Self: Sized {}"),
        "a method marked `call` has no `where` clause of its own | move it to the impl block, so that it holds for the whole process"
    );
    assert_eq!(
        member("#[call] const fn f(&self) {}"),
        "a method marked `call` can't be `const` | write `fn` or `async fn`"
    );
    assert_eq!(
        member("#[cast] unsafe fn f(&self) {}"),
        "a method marked `cast` can't be `unsafe` | write `fn` or `async fn`"
    );
    assert_eq!(
        member(r#"#[cast] extern "C" fn f(&self) {}"#),
        "a method marked `cast` can't be `extern` | write `fn` or `async fn`"
    );
    assert_eq!(
        member("#[cast] fn f(&self, ...) {}"),
        "a method marked `cast` can't be variadic | take a `Vec`"
    );
}

#[test]
fn parameters() {
    assert_eq!(
        member("#[call] fn f(&self, name: &str) {}"),
        "`&str` borrows from the caller | messages are owned: take `String`"
    );
    assert_eq!(
        member("#[call] fn f(&self, name: &mut [u8]) {}"),
        "`&mut [u8]` borrows from the caller | messages are owned: take `Vec<u8>`"
    );
    assert_eq!(
        member("#[call] fn f(&self, path: &Path) {}"),
        "`&Path` borrows from the caller | messages are owned: take `PathBuf`"
    );
    assert_eq!(
        member("#[call] fn f(&self, job: &dyn Job) {}"),
        "`&dyn Job` borrows from the caller | messages are owned: take `Box<dyn Job + Send>`"
    );
    assert_eq!(
        member("#[call] fn f(&self, name: Option<&str>) {}"),
        "`Option<&str>` borrows from the caller | messages are owned: take a type without a borrow"
    );
    assert_eq!(
        member("#[call] fn f(&self, name: Cow<'_, str>) {}"),
        "`Cow<'_, str>` borrows from the caller | messages are owned: take a type without a borrow"
    );
    assert_eq!(
        member("#[init] fn f(name: &str) -> Self {}"),
        "`&str` borrows from the caller | arguments are owned: take `String`"
    );
    assert_eq!(
        member("#[cast] fn f(&self, job: impl Job) {}"),
        "`impl Trait` is generic, and a message has one type | name the type, or box it: `Box<dyn Trait + Send>`"
    );
    assert_eq!(
        member("#[cast] fn f(&self, cx: &Cx<Self>) {}"),
        "the context is lent by `&mut` | take `&mut Cx<Self>`"
    );
    assert_eq!(
        member("#[cast] fn f(&self, cx: Cx<Self>) {}"),
        "the context is lent by `&mut` | take `&mut Cx<Self>`"
    );
    assert_eq!(
        member("#[cast] fn f(&self, a: &mut Cx<Self>, b: &mut Cx<Self>) {}"),
        "`&mut Cx<Self>` is taken twice | remove one of the two"
    );
    assert_eq!(
        member("#[cast] fn f(&self, end: &End) {}"),
        "`cast` has no `End`: only `terminate` is about one | remove the parameter"
    );
    assert_eq!(
        member("#[terminate] fn f(self, end: &mut End) {}"),
        "the `End` is lent by `&` | take `&End`"
    );
}

#[test]
fn counts() {
    assert_eq!(
        member("#[info] fn f(&self) {}"),
        "an `info` handler takes one message | add a parameter for it: its type says which messages come here"
    );
    assert_eq!(
        member("#[info] fn f(&self, a: A, b: B) {}"),
        "an `info` handler takes one message | put what belongs together into a struct"
    );
    assert_eq!(
        member("#[exit] fn f(&self) {}"),
        "`exit` takes the exit that it is about | add a parameter `exit: Exit`"
    );
    assert_eq!(
        member("#[exit] fn f(&self, reason: ExitReason) {}"),
        "`exit` takes an `Exit`, not `ExitReason` | take `exit: Exit`: it has the reason and who ended"
    );
    assert_eq!(
        member("#[exit] fn f(&self, exit: Exit, n: u8) {}"),
        "`exit` takes an `Exit` and nothing else but the context | remove the parameter"
    );
    assert_eq!(
        member("#[timeout] fn f(&self, after: Duration) {}"),
        "`timeout` takes nothing but the context | remove the parameter: what the method needs is in `self`"
    );
    assert_eq!(
        member("#[terminate] fn f(self, end: End) {}"),
        "`terminate` takes nothing but `&End` and the context | take `&End`"
    );
    assert_eq!(
        member("#[terminate] fn f(self, reason: ExitReason) {}"),
        "`terminate` takes nothing but `&End` and the context | take `&End`, which has the reason"
    );
    assert_eq!(
        member("#[terminate] fn f(self, n: u8) {}"),
        "`terminate` takes nothing but `&End` and the context | remove the parameter: what the method needs is in `self`"
    );
}

#[test]
fn returns() {
    assert_eq!(
        member("#[init] fn f() {}"),
        "`init` returns the process | add `-> Self`, `-> Result<Self, E>`, or `-> Init<Self>`"
    );
    assert_eq!(
        member("#[init] fn f() -> Option<Self> {}"),
        "`init` returns the process, not `Option<Self>` | return `Self`, `Result<Self, E>`, or `Init<Self>`"
    );
    assert_eq!(
        member("#[init] fn f() -> (Self, u8) {}"),
        "`init` returns the process, not `(Self, u8)` | return `Self`, `Result<Self, E>`, or `Init<Self>`"
    );
    assert_eq!(
        member("#[init] fn f() -> &'static Self {}"),
        "`init` returns the process, not `&'static Self` | return `Self`, `Result<Self, E>`, or `Init<Self>`"
    );
    assert_eq!(
        member("#[init] fn f() -> impl Process {}"),
        "a method marked `init` can't return `impl Trait` | name the type, or box it: `Box<dyn Trait + Send>`"
    );
    assert_eq!(
        member("#[call] fn f(&self) -> impl Future<Output = u8> {}"),
        "a method marked `call` can't return `impl Trait` | name the type, or box it: `Box<dyn Trait + Send>`"
    );
    assert_eq!(
        member("#[call] fn f(&self) -> &str {}"),
        "a reply leaves the process, so it can't borrow | return a `String`"
    );
    assert_eq!(
        member("#[call] fn f(&self) -> Option<&u8> {}"),
        "a reply leaves the process, so it can't borrow | return a type that owns its data"
    );
    assert_eq!(
        member("#[call] fn f(&self) -> ! {}"),
        "a method marked `call` has to return | return nothing; to end the process return `Action::stop(..)` from a `cast`"
    );
    assert_eq!(
        member("#[terminate] fn f(self) -> Result<(), E> {}"),
        "`terminate` returns nothing: nobody is left to take it | handle it in the method"
    );
}

#[test]
fn helpers() {
    assert_eq!(
        member("#[call] #[cast] fn f(&self) {}"),
        "this method is marked `call` and `cast` | keep one; write a second method for the other"
    );
    assert_eq!(
        member("#[call] #[call] fn f(&self) {}"),
        "`call` is given twice | keep one; write a second method for the other"
    );
    assert_eq!(
        member("#[exit(priority = high)] fn f(&self, exit: Exit) {}"),
        "unknown option `priority` | write `#[exit]` alone"
    );
    assert_eq!(
        member("#[exit()] fn f(&self, exit: Exit) {}"),
        "`exit` takes no options | write `#[exit]` alone"
    );
    assert_eq!(
        member(r#"#[cast = "x"] fn f(&self) {}"#),
        "`cast` has no value | write `#[cast]`"
    );
    assert_eq!(
        member("#[call] const X: u8 = 1;"),
        "`call` goes on a method | remove it, or write a `fn` with a `self`"
    );
    assert_eq!(
        member("#[init] fn a() -> Self {} #[init] fn b() -> Self {}"),
        "a process has one `init` method, and `a` is that already | merge the two methods"
    );
    assert_eq!(
        member("#[exit] fn a(&self, e: Exit) {} #[exit] fn b(&self, e: Exit) {}"),
        "a process has one `exit` method, and `a` is that already | merge the two methods"
    );
    assert_eq!(
        member("#[timeout] fn a(&self) {} #[timeout] fn b(&self) {}"),
        "a process has one `timeout` method, and `a` is that already | merge the two methods"
    );
    assert_eq!(
        member("#[terminate] fn a(self) {} #[terminate] fn b(self) {}"),
        "a process has one `terminate` method, and `a` is that already | merge the two methods"
    );
    assert_eq!(
        member("#[info] fn a(&self, t: Vec<u8>) {} #[info] fn b(&self, t: Vec<u8>) {}"),
        "`a` already handles `Vec<u8>`, and the type says which handler is meant | merge the two handlers, wrap one of the messages, or give the first a guard: `#[info(when = ..)]`"
    );
    assert_eq!(
        member("fn spawn() {}"),
        "`managed_process` generates a `spawn` for this type | give it another name"
    );
    assert_eq!(
        member("#[init] fn spawn() -> Self {}"),
        "`managed_process` generates a `spawn` for this type | give it another name, `start` or `new`: `spawn` calls it"
    );
    assert_eq!(
        member("#[call] fn spawn(&self) {}"),
        "`managed_process` generates a `spawn` for this type | give it another name"
    );
}

#[test]
fn threads() {
    assert_eq!(
        member("#[cast] fn f(&self, a: Rc<u8>) {}"),
        "`Rc<u8>` can't go to another thread | write `Arc` in place of `Rc`"
    );
    assert_eq!(
        member("#[call] fn f(&self) -> Result<u8, Box<dyn Error>> {}"),
        "`Result<u8, Box<dyn Error>>` can't go to another thread | write `dyn Error + Send + Sync`"
    );
    assert_eq!(
        member("#[init] fn f() -> Result<Self, Box<dyn Error>> {}"),
        "`Result<Self, Box<dyn Error>>` can't go to another thread | write `dyn Error + Send + Sync`"
    );
}

#[test]
fn later_replies() {
    assert_eq!(
        member("#[cast] fn f(&self, reply: ReplyTo<u8>) {}"),
        "nobody waits for the reply of `cast` | make it a `call`, or remove the parameter"
    );
    assert_eq!(
        member("#[call] fn f(&self, reply: ReplyTo<&str>) {}"),
        "a reply leaves the process, so it can't borrow | return a `String`"
    );
    assert_eq!(
        member("#[call] fn f(&self, a: ReplyTo<u16>, b: ReplyTo<u8>) {}"),
        "`ReplyTo<u8>` is taken twice | remove one of the two"
    );
}
