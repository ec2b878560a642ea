//! Every error about what is said of a handler, and about handlers that share a message.

use super::diagnostics::block;

/// The text of the one error that a process with these members gives.
#[track_caller]
fn of(args: &str, members: &str) -> String {
    block(
        args,
        &format!("impl Counter {{ {members} #[cast] fn sound(&self) {{}} }}"),
    )
}

#[test]
fn words() {
    let all = "accepted: `name`, `when`, `phase`, `priority`, `redeliver`, or `skip_abandoned`";
    assert_eq!(
        of("", "#[call(wen = true)] fn f(&self) {}"),
        format!("unknown option `wen` | did you mean `when`? {all}")
    );
    assert_eq!(
        of("", "#[call(5)] fn f(&self) {}"),
        format!("expected an option of the form `name = value` | {all}")
    );
    assert_eq!(
        of("", "#[call(when)] fn f(&self) {}"),
        "`when` needs a value | write `when = *n > self.limit`"
    );
    assert_eq!(
        of("", "#[call(when = true, when = true)] fn f(&self) {}"),
        "`when` is given twice"
    );
    assert_eq!(
        of("", "#[call(name = 5)] fn f(&self) {}"),
        "this is no value for `name` | write `name = add`"
    );
    assert_eq!(
        of("", "#[call(skip_abandoned = true)] fn f(&self) {}"),
        "`skip_abandoned` has no value | write `skip_abandoned`"
    );
    assert_eq!(
        of("", "#[cast(skip_abandoned)] fn f(&self) {}"),
        "nobody waits for a `cast` | accepted: `name`, `when`, `phase`, `priority`, or `redeliver`"
    );
    assert_eq!(
        of("", "#[info(name = tick)] fn f(&self, tick: Tick) {}"),
        "the type of a message says which `info` handlers are meant | accepted: `when`, `phase`, `priority`, or `redeliver`"
    );
}

#[test]
fn numbers() {
    for wrong in ["128", "-129", "1.5", "\"high\""] {
        assert_eq!(
            of("", &format!("#[call(priority = {wrong})] fn f(&self) {{}}")),
            "a priority is a number from -128 to 127 | the greater ones come first, and 0 is usual"
        );
    }
    assert_eq!(
        of("", "#[call(redeliver = 0)] async fn f(&self) {}"),
        "a message is delivered again at least once | write `redeliver = 3`"
    );
    assert_eq!(
        of("", "#[call(redeliver = many)] async fn f(&self) {}"),
        "this is no value for `redeliver` | write `redeliver = 3`"
    );
    assert_eq!(
        of("", "#[cast(redeliver = 1)] fn f(&self) {}"),
        "a handler that does not wait is never broken off | make it `async`, or remove `redeliver`"
    );
    assert_eq!(
        of(
            "",
            "#[call(redeliver = 1)] async fn f(&self, reply: ReplyTo<u8>) {}"
        ),
        "a call that is answered later is out of its handler's hands | return the reply, or remove `redeliver`"
    );
    assert_eq!(
        of(
            "",
            "#[call(redeliver = 1, when = true)] async fn f(&self) {}
             #[call(name = f)] async fn g(&self, reply: ReplyTo<()>) {}"
        ),
        "a call that is answered later is out of its handler's hands | return the reply, or remove `redeliver`"
    );
}

#[test]
fn phases() {
    assert_eq!(
        of("", "#[call(phase = Ready)] fn f(&self) {}"),
        "this process has no phases | declare them, the first one first: `#[managed_process(phases = [Ready, ..])]`"
    );
    assert_eq!(
        of(
            "phases = [Ready, Closed]",
            "#[call(phase = Raedy)] fn f(&self) {}"
        ),
        "`Raedy` is no phase of this process | did you mean `Ready`? accepted: `Ready` or `Closed`"
    );
    assert_eq!(
        of("phases = [Ready, Ready]", ""),
        "`Ready` is a phase already"
    );
    assert_eq!(
        of("phases = Ready", ""),
        "this is no value for `phases` | write `phases = [Connecting, Ready]`"
    );
    assert_eq!(
        of("pure, phases = [Ready]", ""),
        "the phase of a pure process is a part of its state | keep it in an enum, and look at it in a guard: `when = ..`"
    );
    assert_eq!(
        of("unhandled = logg", ""),
        "`logg` is no way to treat what no handler takes | did you mean `log`? accepted: `stop`, `dead_letter`, `log`, or `drop`"
    );
}

#[test]
fn guards() {
    for (guard, error) in [
        (
            "self.next(&mut 5)",
            "a guard only looks, and takes nothing by `&mut` | do this in the handler",
        ),
        (
            "self.value = 5",
            "a guard only looks: nothing is changed before it is known whose message this is | compare with `==`, or do this in the handler",
        ),
        (
            "{ self.value += 1; true }",
            "a guard only looks: nothing is changed before it is known whose message this is | do this in the handler",
        ),
        (
            "self.ready().await",
            "a guard can't wait: the next message would wait with it | look at what is in `self`, or decide in the handler",
        ),
        (
            "{ if self.closed { return false; } true }",
            "a guard is an expression, and has nothing to return from | write the condition itself",
        ),
        (
            "self.find(n)? > 5",
            "a guard is an expression, and `?` has nothing to return from | write `.is_ok_and(|value| ..)` or `.is_some_and(|value| ..)`",
        ),
        (
            "{ println!(\"{n}\"); true }",
            "a guard only looks: it may be asked for messages of other handlers | print in the handler",
        ),
    ] {
        assert_eq!(
            of(
                "",
                &format!("#[call(when = {guard})] fn f(&self, n: u8) {{}}")
            ),
            error
        );
    }
    // What is returned and tried in a closure is the closure's own.
    let closure = "impl Counter { #[call(when = self.all(|n| { Some(n?) }))] fn f(&self) {} }";
    let output = super::managed_process(
        proc_macro2::TokenStream::new(),
        closure.parse().expect("tokens"),
    );
    assert_eq!(super::errors(output), [""; 0]);
}

#[test]
fn messages_that_are_shared() {
    assert_eq!(
        of(
            "",
            "#[call] fn f(&self) {} #[call(name = f)] fn g(&self) {}"
        ),
        "`g` is never asked: `f` before it takes every `f` | put the handler without a guard last"
    );
    assert_eq!(
        of(
            "",
            "#[call(when = true)] fn f(&self) {} #[cast(name = f)] fn g(&self) {}"
        ),
        "`f` is a `call`, and so can't be handled by a `cast` | mark both the same way"
    );
    assert_eq!(
        of(
            "",
            "#[call(when = true)] fn f(&self, n: u8) {} #[call(name = f)] fn g(&self) {}"
        ),
        "`g` takes nothing, but `f` has one parameter | take what `f` takes"
    );
    assert_eq!(
        of(
            "",
            "#[call(when = true)] fn f(&self, n: u8) {} #[call(name = f)] fn g(&self, n: u16) {}"
        ),
        "`n` is `u8` in `f` | take `u8` here too"
    );
    assert_eq!(
        of(
            "",
            "#[call(when = true)] fn f(&self) -> u8 {} #[call(name = f)] fn g(&self) -> u16 {}"
        ),
        "`f` answers `f` with `u8`, and this handler with `u16` | a message has one reply: give the same, or handle another message"
    );
    assert_eq!(
        of(
            "",
            "#[call(when = true)] fn f(&self) -> u8 {} #[call(name = f)] fn g(&self, reply: ReplyTo<u16>) {}"
        ),
        "`f` answers `f` with `u8`, and this handler with `u16` | a message has one reply: give the same, or handle another message"
    );
    assert_eq!(
        of(
            "",
            "#[cast(when = true)] fn f(&self) {} #[cast(name = f, priority = 1)] fn g(&self) {}"
        ),
        "`priority` is about the message, and not about one of its handlers | say it at its first handler, `f`"
    );
    assert_eq!(
        of(
            "",
            "#[info] fn f(&self, tick: Tick) {} #[info] fn g(&self, tick: Tick) {}"
        ),
        "`f` already handles `Tick`, and the type says which handler is meant | merge the two handlers, wrap one of the messages, or give the first a guard: `#[info(when = ..)]`"
    );
}

#[test]
fn calls_without_an_answer() {
    assert_eq!(
        of("", "#[call] fn f(&self, _: ReplyTo<u8>) {}"),
        "this call can never be answered: `_` drops the right to | give it a name and answer by it, or make this a `cast`"
    );
    assert_eq!(
        of("", "#[call] fn f(&self) -> Action<Self> {}"),
        "a call is answered with what it returns, and no caller has a use for an `Action` | take `reply: ReplyTo<T>` and answer by it, or make this a `cast`"
    );
}

#[test]
fn filters() {
    let shape = "write `fn admit(&mut self, message: CounterMessage<'_>) -> Filter`";
    assert_eq!(
        of("", "#[filter] fn f(&self) -> Filter {}"),
        format!("a filter looks at a message | {shape}")
    );
    assert_eq!(
        of("", "#[filter] fn f(&self, message: &Message) -> Filter {}"),
        format!("a filter looks at each message, as a `CounterMessage<'_>` | {shape}")
    );
    assert_eq!(
        of("", "#[filter] fn f(&self, message: CounterMessage<'_>) {}"),
        format!("a filter says what becomes of the message | {shape}")
    );
    assert_eq!(
        of(
            "",
            "#[filter] async fn f(&self, message: CounterMessage<'_>) -> Filter {}"
        ),
        format!("a filter is asked before each message, and can't wait | {shape}")
    );
    assert_eq!(
        of(
            "",
            "#[filter] fn f(&self, message: CounterMessage<'_>, n: u8) -> Filter {}"
        ),
        "a filter takes a message and nothing else but the context | remove the parameter"
    );
    assert_eq!(
        of(
            "",
            "#[filter] fn f(&self, message: CounterMessage<'_>, reply: ReplyTo<u8>) -> Filter {}"
        ),
        "a filter answers nobody: what it refuses is told to the caller | remove the parameter"
    );
    assert_eq!(
        of(
            "pure",
            "#[filter] fn f(&self, message: CounterMessage<'_>) -> Filter {}"
        ),
        "a pure process has no filter | refuse in the handler, or by a guard and `unhandled = drop`"
    );
    assert_eq!(
        of(
            "",
            "#[filter] fn f(&self, m: CounterMessage<'_>) -> Filter {} #[filter] fn g(&self, m: CounterMessage<'_>) -> Filter {}"
        ),
        "a process has one `filter` method, and `f` is that already | merge the two methods"
    );
}

#[test]
fn mailboxes() {
    assert_eq!(
        of("overload = discard", ""),
        "`discard` is no way to treat what there is no room for | accepted: `wait`, `reject`, `drop_newest`, or `drop_oldest`"
    );
    assert_eq!(
        of("mailbox = unbounded, overload = reject", ""),
        "an unbounded mailbox always has room | give it a bound, `capacity = 64`, or remove `overload`"
    );
    assert_eq!(
        of(
            "overload = drop_oldest",
            "#[cast(priority = 1)] fn f(&self) {}"
        ),
        "with priorities the oldest message is not the next one, so it makes no room | write `overload = reject` or `overload = drop_newest`, or remove the priority"
    );
}

#[test]
fn what_is_seen_and_let_go_of() {
    assert_eq!(
        of("inspect = true", ""),
        "`inspect` has no value | write `inspect` alone"
    );
    assert_eq!(
        of("pure, inspect", ""),
        "a pure process shows of its state what its calls return | write a call for it: `fn state(&self) -> Self`"
    );
    assert_eq!(
        of("", "#[hibernate] async fn f(&mut self) {}"),
        "what is let go of before a sleep is let go of at once | write `fn shrink(&mut self)`"
    );
    assert_eq!(
        of("", "#[hibernate] fn f(&mut self) -> bool {}"),
        "`hibernate` returns nothing: nobody is there to take it | write `fn shrink(&mut self)`"
    );
    assert_eq!(
        of("", "#[hibernate] fn f(&mut self, n: u8) {}"),
        "`hibernate` takes nothing but the context | remove the parameter: what the method needs is in `self`"
    );
    assert_eq!(
        of("pure", "#[hibernate] fn f(&self) {}"),
        "a pure process is not changed in place, also not to let go of something | remove the method; `Next::hibernate` gives back the memory of the queues"
    );
}
