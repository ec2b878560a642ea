//! Supervision trees for Rust: processes with typed handles, restarted by declared supervisors.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Counter(u64);
//!
//! #[managed_process]
//! impl Counter {
//!     #[call]
//!     fn add(&mut self, n: u64) -> u64 {
//!         self.0 += n;
//!         self.0
//!     }
//! }
//!
//! supervision_tree! {
//!     Shop() {
//!         limit: 3 per 5s,
//!         counter: Counter { 0: 0 } { restart: permanent },
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let shop = Shop::start().await?;
//!     assert_eq!(shop.counter().add(2).await?, 2);
//!     shop.shutdown().await;
//!     Ok(())
//! }
//! ```
//!
//! # Overview
//!
//! - A **process** is a struct with handlers: methods that [`managed_process`] turns into messages.
//!   It runs in a task of its own, one message at a time. Others have its typed **handle**.
//! - A **tree** is a declaration: [`supervision_tree!`] says which processes there are, from what
//!   they are made, and what happens when one of them fails. The same can be built at run time with
//!   [`Supervisor`], [`Child`], [`Dynamic`] and [`Pool`].
//! - A **place** is a child's slot in the tree. It has the mailbox and the handle, and stays while
//!   **incarnations** of the process come and go in it: a handle is good for the life of the tree.
//!
//! # What is promised
//!
//! - A panic in a process ends that process, with [`ExitReason::Panic`], and nothing else. Its
//!   supervisor starts it again as its declaration says. A caller that was waiting gets a typed error.
//! - Two incarnations of a place never overlap: the old one has run its `#[terminate]` and dropped
//!   its state before the next one begins. The one exception is an *abandoned* process: one that
//!   was killed and never yields its thread.
//! - Nothing outlives its supervisor, abandoned processes apart.
//! - A supervisor waits for nobody: while one child starts or stops slowly, it serves the others.
//! - A call that could never be answered, because each process in a circle waits for the next,
//!   fails at once with [`CallError::WouldDeadlock`].
//! - A message is never lost silently: a call is answered or fails, a cast that is not handled is
//!   a dead letter, which is counted, and can be observed: [`Handle::observe_dead_letters`],
//!   [`TreeHandle::observe_dead_letters`].
//!
//! # What it needs
//!
//! A tokio runtime, of either kind, with its time driver. The `run` of a declared tree also needs
//! its IO driver, for signals; its `main` makes the runtime. Panics have to unwind: with
//! `panic = "abort"` the first one ends the program, as it does without this crate. So does a
//! destructor that panics while another panic unwinds; that is Rust's rule. `reinit: last_known`
//! does not compile with `panic = "abort"`.
//!
//! A process is not interrupted between two awaits. On a current-thread runtime one that never
//! awaits stops everything else.
//!
//! # More
//!
//! The [guide](_guide) has recipes: errors and retries, sockets, shutdown, trees of several modules
//! or decided at run time, threads, names, tests, and what is called what in OTP.
//! [Processes](_processes), [supervision](_supervision), [pure mode](_pure), and [what things cost](_speed) have chapters of their own.

#![deny(missing_docs)]
#![forbid(unsafe_code)]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

// So that examples in these docs, and our own tests, name the crate as users do.
#[allow(
    unused_extern_crates,
    reason = "the macros name the crate by its own name"
)]
extern crate self as supervise;

/// Makes an impl block of handlers a process with a typed handle.
///
/// ```
/// use std::time::Duration;
/// use supervise::prelude::*;
///
/// pub struct Counter {
///     value: u64,
/// }
///
/// #[managed_process]
/// impl Counter {
///     /// Its parameters are those of `Counter::spawn`. May be async, and may fail.
///     #[init]
///     pub fn start(first: u64) -> Self {
///         Counter { value: first }
///     }
///
///     /// A request: the caller gets what it returns.
///     #[call]
///     pub fn add(&mut self, n: u64) -> u64 {
///         self.value += n;
///         self.value
///     }
///
///     /// `Err` refuses: the caller gets `CallError::Refused`.
///     #[call]
///     pub fn take(&mut self, n: u64) -> Result<u64, String> {
///         self.value = self.value.checked_sub(n).ok_or("not that much left")?;
///         Ok(self.value)
///     }
///
///     /// Nobody waits for this one. Any handler may be async.
///     #[cast]
///     pub async fn reset(&mut self) {
///         tokio::task::yield_now().await;
///         self.value = 0;
///     }
///
///     /// Messages of a type from outside: timers, notices. Any handler may ask for the context.
///     #[info]
///     fn down(&mut self, down: Down, cx: &mut Cx<Self>) {
///         cx.stop(down.reason);
///     }
///
///     /// Its presence makes the process trap exits.
///     #[exit]
///     fn linked_ended(&mut self, _exit: Exit) -> Action<Self> {
///         Action::CONTINUE
///     }
///
///     /// Nothing has come in for the time that was set.
///     #[timeout]
///     fn idle(&mut self) -> Action<Self> {
///         Action::stop(ExitReason::Normal)
///     }
///
///     /// The end, unless the process is killed.
///     #[terminate]
///     async fn bye(self, end: &End) {
///         println!("ended with {}: {}", self.value, end.reason());
///     }
/// }
///
/// #[tokio::main]
/// async fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let counter: CounterRef = Counter::spawn(5).await?; // its init has succeeded
///     assert_eq!(counter.add(3).await?, 8);
///     assert!(matches!(counter.take(9).await, Err(CallError::Refused(_))));
///     counter.reset().after(Duration::from_secs(1));
///     counter.shutdown().await;
///     Ok(())
/// }
/// ```
///
/// # What it makes
///
/// The impl block stays as it is, so the methods can be called and tested as ordinary methods.
/// Beside it there are:
///
/// - the handle, `CounterRef`, with a method for each `#[call]` and `#[cast]`. They return a lazy
///   [`Call`] or [`Cast`]: nothing is sent until it is awaited or one of its verbs is used
///   (`timeout`, `begin`, `try_send`, `after`, `every`, `owned`, `blocking_call`, `blocking_send`).
///   What every handle can do is in [`Handle`].
/// - `Counter::spawn(first)`, which starts a process without a supervisor once it is awaited. For a
///   process without `#[init]`, `Counter { value: 5 }.spawn()` starts it from the value, at once.
///
/// # Handlers
///
/// | attribute | takes | returns |
/// |---|---|---|
/// | `#[init]` | any parameters | `Self`, [`Init<Self>`](crate::Init), or a `Result` of either |
/// | `#[call]` | `&self` or `&mut self`, any parameters | the reply, or a `Result` whose `Err` refuses |
/// | `#[cast]` | `&self` or `&mut self`, any parameters | nothing, or [`Action<Self>`](crate::Action) |
/// | `#[info]` | `&self` or `&mut self`, one message | nothing, or `Action<Self>` |
/// | `#[filter]` | `&self` or `&mut self`, a message as `CounterMessage<'_>` | a [`Filter`] |
/// | `#[exit]` | `&self` or `&mut self`, an [`Exit`] | nothing, or `Action<Self>` |
/// | `#[timeout]` | `&self` or `&mut self` | nothing, or `Action<Self>` |
/// | `#[hibernate]` | `&mut self` | nothing |
/// | `#[terminate]` | `self`, `&self` or `&mut self`, an [`&End`](crate::End) if wanted | nothing |
///
/// A `#[call]` with `reply: ReplyTo<T>` among its parameters replies when it likes, by
/// [`ReplyTo::send`]; it returns nothing, or `Action<Self>`. `ReplyTo<T, E>` may also refuse.
///
/// More may be said of the handler of a message, as in `#[call(priority = 10)]`:
///
/// | option | |
/// |---|---|
/// | `when = *n > self.limit`, `name = add` | it takes the message only then; another handler may have the [rest](_processes::handlers#guards) |
/// | `phase = Ready` | it serves in this [phase](_processes::handlers#phases), or in those of a list |
/// | `priority = 10` | which messages come [first](_processes::handlers#priorities) |
/// | `redeliver = 3` | an interrupted message is [handled again](_processes::handlers#handled-again) |
/// | `skip_abandoned` | a call is not handled when its caller has gone |
///
/// Each of them, but a filter, may be async, and may have `cx: &mut Cx<Self>` among its parameters. Messages are
/// owned: take `String`, not `&str`. Parameters, replies and the futures of async handlers have to
/// be `Send`.
///
/// All handlers stand in one impl block; other methods may be there or in blocks of their own. A
/// handler that has the name of a method of [`Handle`], such as `status`, hides that on this handle:
/// `Handle::status(&counter)` still reaches it.
///
/// # Options
///
/// - `capacity = 64`: how many messages the mailbox holds (1,024 if nothing is said); senders wait
///   for room. `mailbox = unbounded`: no bound, nobody waits. `overload = reject`, `drop_newest` or
///   `drop_oldest`: what happens [instead](_processes::mailboxes#when-it-is-full) of waiting.
/// - `inspect`: its [state](_processes::mailboxes#its-state) may be seen and replaced.
/// - `phases = [Connecting, Ready]`: its [phases](_processes::handlers#phases), the first one first.
/// - `unhandled = dead_letter`, `dead_letter(self.letters)`, `log` or `drop`: what follows when
///   [no handler](_processes::handlers#what-no-handler-takes) takes a message; it ends if nothing is said.
/// - `handle = Name`: the name of the handle.
/// - `implements = [Store, ..]`: which [protocols](macro@protocol) it implements.
/// - `crate = path`: where to find this crate, if not at `::supervise`.
/// - `pure`: its callbacks return what is to happen, and do nothing themselves.
///
/// # Pure processes
///
/// A callback of a pure process changes nothing in place and has no context. It returns the next
/// state, the reply, and the effects as data: a [`Next`]. The runtime keeps the state, performs the
/// effects in the order in which they are written, sends the reply, and goes on.
///
/// ```
/// use std::time::Duration;
/// use supervise::prelude::*;
/// use supervise::testing;
///
/// #[pure]
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Ledger {
///     balance: u64,
///     open: bool,
/// }
///
/// #[managed_process(pure, on_panic = resume)]
/// impl Ledger {
///     #[init]
///     pub fn open(balance: u64) -> Self {
///         Ledger { balance, open: true }
///     }
///
///     /// Reads: the state stays what it is.
///     #[call]
///     pub fn balance(&self) -> u64 {
///         self.balance
///     }
///
///     /// Next state, reply, effects.
///     #[call]
///     pub fn deposit(&self, amount: u64, meta: &Meta) -> Next<Self, u64> {
///         let balance = self.balance + amount;
///         Next::new(Ledger { balance, ..*self })
///             .reply(balance)
///             .after(Duration::from_secs(3600), meta.own().close())
///             .log(Level::Info, "deposited")
///     }
///
///     /// `Err` refuses, and the state stays what it is.
///     #[call]
///     pub fn withdraw(mut self, amount: u64) -> Result<Next<Self, ()>, String> {
///         self.balance = self.balance.checked_sub(amount).ok_or("not that much left")?;
///         Ok(Next::new(self).reply(()))
///     }
///
///     /// The state is moved through.
///     #[cast]
///     pub fn close(mut self) -> Self {
///         self.open = false;
///         self
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let ledger = Ledger::spawn(5).await?;
/// assert_eq!(ledger.deposit(3).await?, 8);
///
/// // The same without a process: a callback is a function, and messages can be replayed.
/// let first = Ledger { balance: 5, open: true };
/// let next = first.deposit(3, &testing::meta().build());
/// assert_eq!((next.state().balance, next.reply_ref()), (8, Some(&8)));
/// assert_eq!(next.effects().len(), 2);
/// let script = testing::script::<Ledger, _>(|ledger| {
///     [ledger.deposit(3).into(), ledger.withdraw(9).into(), ledger.close().into()]
/// });
/// let states = testing::replay(first, script);
/// assert_eq!(states[2], Ledger { balance: 8, open: false });
/// # Ok(())
/// # }
/// ```
///
/// | attribute | takes | returns |
/// |---|---|---|
/// | `#[init]` | any parameters; not async, no context | as above |
/// | `#[call]` | `&self` | the reply, or a `Result` whose `Err` refuses |
/// | `#[call]` | `&self`, `self` or `mut self` | [`Next<Self, T>`](Next), or a `Result` of it whose `Err` refuses |
/// | `#[cast]`, `#[info]`, `#[exit]`, `#[timeout]` | `&self` | nothing, `Self`, or [`Next<Self>`](Next) |
/// | the same | `self` or `mut self` | `Self` or `Next<Self>` |
/// | `#[terminate]` | `self` or `&self`, a [`&Reason`](Reason) if wanted | nothing, or [`Effects`] |
///
/// A handler may have `meta: &Meta` among its parameters: what there is to know of the message. See
/// [`Meta`].
///
/// A callback that takes `self` and may refuse needs a state that is `Clone`: a copy is made before
/// it, and before no other.
///
/// Beside `pure` there are these options:
///
/// - `on_panic = restart`: a panic ends the process, as that of any other, and its supervisor
///   decides. This is so if nothing is said. A state that was moved into the callback is gone, so
///   `#[terminate]` does not run.
/// - `on_panic = resume`: the process goes on with the state that it had. The message is a dead
///   letter and is never handled again; a caller gets [`CallError::Panicked`]. No restart is spent:
///   [`Handle::resumes`] counts these. With `max_resumes = n` the next panic after n ends the process
///   as with `restart`.
/// - `on_panic = stop`: the message is refused likewise, and the process ends with
///   [`ExitReason::Shutdown`], which restarts a `permanent` child only. The log has the panic.
/// - `trace = n`, with the feature `trace`: the last n messages are kept, over restarts too.
///   `handle.trace()` gives them, to look at or to [replay](testing::replay).
/// - `no_trust`: nothing in the block is taken on trust.
pub use supervise_macros::managed_process;

/// Declares what several processes can do, so that their clients need not know which one they have.
///
/// ```
/// use supervise::prelude::*;
///
/// /// Tells the time.
/// #[protocol]
/// pub trait Clock {
///     /// In seconds.
///     #[call]
///     fn now(&self) -> u64;
///
///     #[cast]
///     fn set(&self, seconds: u64);
/// }
///
/// /// A clock that stands still, for tests.
/// pub struct Stopped(u64);
///
/// #[managed_process(implements = [Clock])]
/// impl Stopped {
///     #[call]
///     fn now(&self) -> u64 {
///         self.0
///     }
///
///     #[cast]
///     fn set(&mut self, seconds: u64) {
///         self.0 = seconds;
///     }
/// }
///
/// #[tokio::main]
/// async fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let clock: ClockRef = Stopped(5).spawn().into();
///     clock.set(7).await?;
///     assert_eq!(clock.now().await?, 7);
///     Ok(())
/// }
/// ```
///
/// # What it makes
///
/// `ClockRef`, with the trait's visibility and a method for each of the trait's, which return a lazy
/// [`ProtocolCall`] or [`ProtocolCast`]. The handle of each process that says
/// `#[managed_process(implements = [Clock])]` turns into it by `into()`, borrowed or owned. What it
/// can do beside its methods is in [`ProtocolHandle`].
///
/// The trait itself is only a name: a process implements it by its handlers, and nothing else does.
///
/// # Methods
///
/// Each is a `#[call]` or a `#[cast]`, takes `&self` and owned parameters, and has no body. A call
/// returns its reply, or a `Result` whose `Err` refuses; a cast returns nothing. There are no
/// supertraits, generic methods, constants or types. The trait may have type parameters.
///
/// # Options
///
/// - `handle = Name`: the name of the handle.
/// - `crate = path`: where to find this crate, if not at `::supervise`.
///
/// See the chapter on [protocols](_processes::protocols) for test doubles and trees.
pub use supervise_macros::protocol;

/// Declares a supervision tree.
///
/// ```
/// # use supervise::prelude::*;
/// # pub struct Ledger(u64);
/// # #[managed_process]
/// # impl Ledger {
/// #     #[init] fn open(balance: u64) -> Self { Ledger(balance) }
/// #     #[call] fn balance(&self) -> u64 { self.0 }
/// # }
/// # pub struct Audit(LedgerRef);
/// # #[managed_process]
/// # impl Audit {
/// #     #[init] fn start(ledger: LedgerRef) -> Self { Audit(ledger) }
/// #     #[call] async fn sum(&self) -> Result<u64, CallError> { self.0.balance().await }
/// # }
/// # pub struct Session(u64);
/// # #[managed_process]
/// # impl Session {
/// #     #[init] fn open(user: u64) -> Self { Session(user) }
/// #     #[call] fn user(&self) -> u64 { self.0 }
/// # }
/// supervision_tree! {
///     /// Everything the shop needs.
///     pub Shop(opening: u64) {
///         strategy: rest_for_one,
///         limit: 3 per 5s,
///
///         ledger: Ledger(opening) { restart: permanent, shutdown: 5s },
///         audit: Audit(ledger),                     // a sibling's name is its handle
///         sessions: dynamic Session { max_children: 10_000 },
///         desks: pool Ledger(opening / 4) { size: 4, route: by_key },
///         back: supervisor {
///             strategy: one_for_all,
///             night: Audit(ledger),
///         },
///     }
/// }
///
/// #[tokio::main]
/// async fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let shop = Shop::start(100).await?;
///     assert_eq!(shop.audit().sum().await?, 100);
///     assert_eq!(shop.back().night().sum().await?, 100);
///     assert_eq!(shop.desks().route("Ada").balance().await?, 25);
///     let session = shop.sessions().start(7).await?;
///     assert_eq!(session.user().await?, 7);
///     println!("{}", shop.snapshot());
///     shop.shutdown().await;
///     Ok(())
/// }
/// ```
///
/// # Children
///
/// | child | what it is | accessor gives |
/// |---|---|---|
/// | `name: Path(args)` | a process, started by its `#[init]` | its handle |
/// | `name: Path { field: value }` | a process, started from a value, without its `#[init]`; a tuple struct is written `Path { 0: value }` | its handle |
/// | `name: dynamic Path` | processes that come and go by request | [`DynamicRef`] |
/// | `name: pool Path(args) { size: n }` | n of the same | [`PoolRef`] |
/// | `name: tasks` | futures that are run once, each its own process | [`TasksRef`] |
/// | `name: supervisor { … }` | a nested supervisor | a handle with its children's accessors |
/// | `name: tree Path(args)` | a tree that is declared elsewhere | that tree's handle |
///
/// They start in the order in which they are written, each after the one before has finished its
/// init, and stop in reverse. If one does not start, those before it are stopped again.
///
/// An argument may use the tree's parameters and the names of what starts earlier, in the same or
/// an enclosing supervisor. It gets fresh clones of what it mentions, and is evaluated anew for each
/// incarnation, as part of the child's start: a panic in it is that child's failed start. `late(name)`
/// gives the handle of a process that starts later. A sub-tree's arguments are evaluated once.
///
/// # Options
///
/// They stand in the braces of what they are of: `stock: Stock(10) { shutdown: 1s, reinit: last_known }`.
/// [All of them](crate::_supervision#all-options), their defaults, and when to choose what are told in the
/// chapter on supervision.
///
/// With `reinit: last_known` an incarnation is made anew only where there is no last state: it is the
/// first one, the child had been stopped by request, it was abandoned, a callback lost its state, or
/// its supervisor gave up because of it and was itself started again. It counts as any other
/// restart: a state that makes it fail over and over ends at the limit. `#[terminate]` runs
/// nevertheless, on a copy where it takes `self`.
///
/// # What it makes
///
/// `Shop::start(..)` starts the tree, `Shop::run(..)` runs it as the whole program with signals and
/// an exit code, `Shop::main(..)` makes the runtime too, and `Shop::spec(..)` is the declaration as
/// plain data. A `Shop` owns the running tree: dropped, it asks the tree to stop. `ShopRef` is its
/// handle, which `shop.clone()` gives. See [`Tree`] and [`TreeHandle`].
///
/// The exit codes of `run` and `main`:
///
/// | code | meaning |
/// |---|---|
/// | 0 | ended in order, also after SIGINT (ctrl-c) or SIGTERM |
/// | 1 | a child did not start |
/// | 2 | gave up: too many restarts, or another failure of the root |
/// | 3 | stopped, but a child had to be killed because its budget ran out, or could not be stopped |
///
/// A second signal ends the program at once with 128 + its number. A failed start and giving up are
/// also written to stderr, in one line.
pub use supervise_macros::supervision_tree;

#[doc(inline)]
pub use supervise_pure::{Pure, sorted};

#[doc = include_str!("pure.md")]
pub use supervise_macros::pure;

#[doc = include_str!("trust_pure.md")]
pub use supervise_macros::trust_pure;

#[doc(inline)]
pub use supervise_runtime::model::{
    AtLimit, AutoShutdown, Backoff, Direction, Limit, Reinit, Restart, RestartOrder, Shutdown,
    ShutdownOrder, StartOrder, Strategy, Timeout,
};
#[doc(inline)]
pub use supervise_runtime::{
    Accepts, Action, Add, Agent, AgentRef, Apply, Attachment, Broadcast, ByKey, Call, CallError,
    Cast, CastError, Child, ChildCounts, ChildError, ChildFailure, ChildId, ChildInfo, ChildSpec,
    ControlSender, Counters, Cx, DeadLetter, DeadLetterCause, DeadLetters, Down, Dynamic,
    DynamicRef, Effect, Effects, Either, End, Exit, ExitError, ExitReason, Filter, FoundOf, Group,
    Handle, HasPhases, Holder, Init, InitError, Inspected, Inspection, IntoInput, Key, KeyTaken,
    Lagged, Later, LeastLoaded, Level, LimitReached, Meta, MissedTicks, Monitor, MultiKey,
    MultiRegistry, Name, NameTaken, Next, NodeKind, Open, Outcome, Overload, Panic, Pending, Pid,
    Pool, PoolRef, Previous, Process, ProcessInfo, ProtocolCall, ProtocolCast, ProtocolHandle,
    PureProcess, Reaches, Reason, Recipient, Registration, Registry, RegistryEvent, RegistryEvents,
    ReplyTo, ResizeError, Root, RoundRobin, RunningHandler, Scoped, Snapshot, Spawn, SpawnError,
    Start, StartChildError, StartError, Starter, Starting, Status, Stopped, StoppedHow, Supervisor,
    SupervisorRef, Task, TaskError, TaskRef, TaskStream, Tasks, TasksRef, Timer, Token, Tree,
    TreeEvent, TreeEventKind, TreeEvents, TreeHandle, TrySendError, TrySendReason, Unknown, Via,
    model, testing, wait_all, wait_any, wait_both, wait_either, without_panic_hook,
};

/// What most programs need: `use supervise::prelude::*;`.
pub mod prelude {
    pub use crate::{
        Action, ByKey, Call, CallError, Cast, CastError, Cx, Down, DynamicRef, Effects, End, Exit,
        ExitReason, Filter, Handle, Init, LeastLoaded, Level, Meta, Monitor, Next, Pid, PoolRef,
        ProtocolHandle, Pure, Reason, ReplyTo, RoundRobin, Spawn, SpawnError, StartError, Task,
        TasksRef, Timer, Token, Tree, TreeHandle, managed_process, protocol, pure,
        supervision_tree, trust_pure,
    };
}

#[cfg(any(doc, doctest))]
pub mod _guide;
#[cfg(any(doc, doctest))]
pub mod _processes;
#[cfg(any(doc, doctest))]
pub mod _pure;
pub mod _speed;
#[cfg(any(doc, doctest))]
pub mod _supervision;

/// What generated code may use, and nobody else.
#[doc(hidden)]
pub mod __private {
    pub use supervise_runtime::model::{
        AtLimit, AutoShutdown, Backoff, Direction, Limit, Restart, RestartOrder, Route, Shutdown,
        ShutdownOrder, StartOrder, Strategy, SupervisorSpec, Timeout, budget_fits, longest_budget,
        total_budget,
    };
    pub use supervise_runtime::*;

    /// What rewritten pure code names.
    pub mod pure {
        pub use supervise_pure::*;
    }
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
