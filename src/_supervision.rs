//! How to supervise: which strategy, which limit, which delays, how to stop, how to see and to test.
//! Every example here is compiled and run.
//!
//! - [Who goes down with whom](#who-goes-down-with-whom)
//! - [How often is too often](#how-often-is-too-often)
//! - [How long to wait](#how-long-to-wait)
//! - [Starting](#starting)
//! - [Stopping](#stopping)
//! - [Where the next state comes from](#where-the-next-state-comes-from)
//! - [Many of the same](#many-of-the-same)
//! - [Changing a tree that runs](#changing-a-tree-that-runs)
//! - [Seeing what happens](#seeing-what-happens)
//! - [Pictures](#pictures)
//! - [Testing a tree](#testing-a-tree)
//! - [All options](#all-options)
//! - [Coming from OTP and Elixir](#coming-from-otp-and-elixir)
//! - [Coming from other crates](#coming-from-other-crates)
//!
//! # Who goes down with whom
//!
//! A process that fails is started again with a state that is known to be good. Some others may have
//! to be started again with it, because what they know was derived from it. That is what a strategy says:
//!
//! | strategy | restarts with the failed child | take it when |
//! |---|---|---|
//! | `one_for_one` | nobody | the children don't depend on each other's state |
//! | `rest_for_one` | those that start after it | each uses those before it, and keeps what they said |
//! | `dependents` | those that were given its handle, and those that were given theirs | the same, but the order of the declaration says too much |
//! | `left_for_one` | those that start before it | a later one is the source of what the earlier ones know |
//! | `one_for_all` | everybody | they can only work together |
//! | `none` | nobody, not even itself | it is for somebody else to decide |
//!
//! A handle stays valid over restarts, so that *using* another process is no reason to go down with it:
//! a call that meets a restart fails or waits, and can be made again. *Knowing* something of another
//! process is: a session number, a subscription, a copy of its state. Where nothing is known, take
//! `one_for_one`.
//!
//! `restart_order` says how a group is restarted: `sequential` stops them from the last to the first and
//! starts them from the first to the last, `rolling` does that with one after the other, `parallel` with
//! all at once; `reverse` after either of the first two turns it round.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Part;
//!
//! #[managed_process]
//! impl Part {
//!     #[init]
//!     fn start(_uses: Vec<PartRef>) -> Self {
//!         Part
//!     }
//!
//!     #[cast]
//!     fn fail(&mut self) -> Action<Self> {
//!         Action::stop(ExitReason::error("as asked"))
//!     }
//! }
//!
//! supervision_tree! {
//!     Site() {
//!         strategy: dependents,
//!         restart_order: rolling,
//!
//!         store: Part(vec![]),
//!         clock: Part(vec![]),
//!         cache: Part(vec![store]),
//!         pages: Part(vec![cache, clock]),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let site = Site::start().await?;
//! let again = site.pages().wait_restarted();
//! site.store().fail().await?;
//! again.await?;
//! // The clock knows nothing of the store.
//! assert_eq!(site.clock().pid().map(Pid::incarnation), Some(1));
//! # site.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! A child that is `restart: permanent` is always started again, a `transient` one only when it ended
//! abnormally (an error, a panic, a kill), a `temporary` one never. When a child with
//! `significant: true` has ended for good, a supervisor with `auto_shutdown: any_significant` ends too;
//! with `all_significant` when the last of them has. `restart: intrinsic` is a transient child with which
//! its supervisor ends.
//!
//! # How often is too often
//!
//! A restart helps against what does not happen every time. Against what does it only costs time, and so
//! there is a limit: `limit: 3 per 5s` allows three restarts within any five seconds, and the fourth makes
//! the supervisor give up: it stops its children and ends, with a reason that names the child. For the
//! supervisor above that is the failure of a child, and it restarts the whole of it: with more of the
//! program made new there is more hope. At the root the program ends.
//!
//! So give a group the limit at which you think that restarting only *that* is of no use any more. A group
//! restart counts once. `limit: none` switches it off; then something else has to notice.
//!
//! `at_limit` says what happens instead of giving up:
//!
//! | `at_limit` | what happens to the child | who calls it meanwhile |
//! |---|---|---|
//! | `escalate` | its supervisor gives up | |
//! | `pause(10s)` | it is started again after this time | waits |
//! | `open(10s)` | the same: a circuit breaker | gets an error at once |
//! | `disable` | it stays down until somebody starts it | gets an error at once |
//!
//! After a pause one failure is one too many again, until the child has run for the period of its limit:
//! that is the probe of a circuit breaker. Its siblings are left alone meanwhile; those that the strategy
//! restarts with it are restarted when it is tried again. With `disable` they go on without it.
//!
//! A `limit` in the braces of a process is its own, under which its failures count instead of that of its
//! supervisor: so one bad device does not use up what all may fail together. In a `dynamic` or a `pool`
//! that is `child_limit`.
//!
//! ```
//! use std::time::Duration;
//!
//! use supervise::prelude::*;
//!
//! struct Bank {
//!     is_up: bool,
//! }
//!
//! #[managed_process]
//! impl Bank {
//!     #[init]
//!     fn connect(is_up: fn() -> bool) -> Self {
//!         Bank { is_up: is_up() }
//!     }
//!
//!     #[call]
//!     fn pay(&mut self) -> Result<u32, String> {
//!         assert!(self.is_up, "no answer");
//!         Ok(1)
//!     }
//! }
//!
//! supervision_tree! {
//!     Payments(is_up: fn() -> bool) {
//!         // Three failures in a minute, and nobody is kept waiting for the next half.
//!         bank: Bank(is_up) { limit: 2 per 1m, at_limit: open(30s) },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let payments = Payments::start(|| false).await?;
//! for _ in 0..3 {
//!     let failed = payments.bank().pay().await.unwrap_err();
//!     assert!(matches!(failed, CallError::Ended(_)));
//! }
//! # tokio::time::sleep(Duration::from_millis(1)).await;
//! match payments.bank().pay().await {
//!     Err(CallError::NotDelivered(reason)) => {
//!         assert!(matches!(reason, ExitReason::CircuitOpen));
//!     }
//!     other => panic!("{other:?}"),
//! }
//! # payments.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # How long to wait
//!
//! Without a `backoff` a child is started again at once, which is right for what it did wrong itself. What
//! waits for others, a socket, a database, should give them time: `backoff: constant(1s)`, or
//! `exponential(50ms..10s)`, which doubles the delay with each failure in a row. `factor: 3` triples it,
//! `jitter: 20%` leaves a part of it to chance, so that a hundred that failed together don't come back
//! together, and `reset: 1m` says for how long it has to run to begin with the first delay again; without
//! that, for as long as the longest delay.
//!
//! A delay must leave the limit within reach: `limit: 5 per 10s` with `backoff: constant(5s)` is a compile
//! error, since five failures can never fall into ten seconds. A delay is cancelled by whoever stops the
//! child, and skipped by whoever restarts it. In a group, those that start after the child wait for it.
//!
//! # Starting
//!
//! Children start one after another, each when the init of the one before it has succeeded; with
//! `start_order: concurrent` each as soon as those are up whose handles it was given. If one fails, those
//! that were started are stopped again, and the error names it. An init has 30 seconds unless
//! `start_timeout` says otherwise. `start: optional` lets the tree start without the child: its failed
//! init is then a failure like any other, under the limit and the back-off, for which no sibling is restarted.
//! [`SupervisorRef::ready`](crate::SupervisorRef::ready) waits for the optional ones too.
//!
//! ```
//! # use std::sync::atomic::{AtomicU32, Ordering};
//! use supervise::prelude::*;
//!
//! # static TRIES: AtomicU32 = AtomicU32::new(0);
//! struct Feed;
//!
//! #[managed_process]
//! impl Feed {
//!     #[init]
//!     fn connect() -> Result<Self, String> {
//! #       if TRIES.fetch_add(1, Ordering::Relaxed) > 1 { return Ok(Feed) }
//!         Err("nobody there yet".to_owned())
//!     }
//! }
//!
//! supervision_tree! {
//!     Feeds() {
//!         start_order: concurrent,
//!         prices: Feed() { start: optional, backoff: exponential(1s..1m), start_timeout: 5s },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let feeds = Feeds::start().await?;
//! assert_eq!(feeds.prices().pid(), None);
//! feeds.supervisor().ready().await?;
//! assert!(feeds.prices().pid().is_some());
//! # feeds.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Stopping
//!
//! Children are stopped one after another, the last one first, so that each finds those that it uses
//! (`shutdown_order: forward` and `parallel` do otherwise). Each is asked to end, runs its `#[terminate]`,
//! and is killed when its `shutdown` budget has passed: 5 seconds for a process unless said otherwise, all
//! that its children need for a supervisor. With `drain: 10s` it first handles what is in its mailbox, but
//! nothing that comes in meanwhile. Budgets that don't fit into that of the supervisor above are compile errors.
//!
//! What ends the tree says how that went: [`Outcome`](crate::Outcome) names who had to be killed, who could
//! not be, and who was stopped how in which time.
//!
//! ```
//! use std::time::Duration;
//!
//! use supervise::prelude::*;
//!
//! struct Printer;
//!
//! #[managed_process]
//! impl Printer {
//!     #[cast]
//!     async fn print(&mut self, pages: u32) {
//!         tokio::time::sleep(pages * Duration::from_secs(1)).await;
//!     }
//!
//!     #[terminate]
//!     fn switch_off(self, _end: &End) {}
//! }
//!
//! supervision_tree! {
//!     Office() {
//!         printer: Printer {} { drain: 1m, shutdown: 5s },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let office = Office::start().await?;
//! office.printer().print(3).await?;
//! office.printer().print(4).await?;
//! let outcome = office.shutdown().await;
//! assert_eq!(outcome.stopped[0].to_string(), "printer stopped after 7s");
//! # Ok(())
//! # }
//! ```
//!
//! # Where the next state comes from
//!
//! | `reinit` | the next incarnation |
//! |---|---|
//! | `fresh` | is made by the arguments of the declaration, as the first one |
//! | `last_known` | goes on from the state after the last completed handler |
//! | `with path` | is made by this function, or anew where that gives none |
//! | `last_known with path` | the same; the function is given the last known state |
//!
//! For `last_known` the process is pure, or has a `#[checkpoint]`, which makes a copy of its state after
//! each handler, or after each tenth: `#[checkpoint(every = 10)]`. A state that made its process fail until
//! its supervisor gave up is forgotten.
//!
//! An init that takes the context is told of the incarnation before it:
//! [`Cx::previous`](crate::Cx::previous) has the reason, the uptime, and which restart this is.
//!
//! ```
//! use supervise::prelude::*;
//! use supervise::Previous;
//!
//! struct Cart {
//!     items: Vec<String>,
//! }
//!
//! #[managed_process]
//! impl Cart {
//!     #[init]
//!     fn new() -> Self {
//!         Cart { items: Vec::new() }
//!     }
//!
//!     #[call]
//!     fn put(&mut self, item: String) -> usize {
//!         self.items.push(item);
//!         assert!(self.items.len() != 2, "the bottom fell out");
//!         self.items.len()
//!     }
//!
//!     #[checkpoint]
//!     fn save(&self) -> Self {
//!         Cart { items: self.items.clone() }
//!     }
//! }
//!
//! /// One more item, since the next would fail otherwise.
//! fn mend(previous: &Previous, last: Option<Cart>) -> Option<Cart> {
//!     let mut cart = last?;
//!     cart.items.push(format!("a new bag, because of {}", previous.exit));
//!     Some(cart)
//! }
//!
//! supervision_tree! {
//!     Shop() {
//!         cart: Cart() { reinit: last_known with mend },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let shop = Shop::start().await?;
//! assert_eq!(shop.cart().put("eggs".to_owned()).await?, 1);
//! assert!(shop.cart().put("melon".to_owned()).await.is_err());
//! assert_eq!(shop.cart().put("milk".to_owned()).await?, 3);
//! # shop.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Many of the same
//!
//! - `sessions: dynamic Session { max_children: 10_000 }`: children that are started by request, each with
//!   its own arguments. They are temporary unless `restart` says otherwise.
//!   [`DynamicRef::with`](crate::DynamicRef::with) fills in arguments that are the same for all.
//! - `hashers: pool Hasher() { size: 8, max_size: 32, route: least_loaded }`: a number of the same that share
//!   the work, in turn (`round_robin`), by a key (`by_key`), or by who has the least to do.
//!   [`PoolRef::resize`](crate::PoolRef::resize) changes their number.
//! - `jobs: tasks { max_children: 100 }`: futures that are supervised like processes.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Hasher;
//!
//! #[managed_process]
//! impl Hasher {
//!     #[init]
//!     fn start(_salt: u64) -> Self {
//!         Hasher
//!     }
//!
//!     #[call]
//!     fn hash(&mut self, text: String) -> usize {
//!         text.len()
//!     }
//! }
//!
//! supervision_tree! {
//!     Work(salt: u64) {
//!         hashers: pool Hasher(salt) { size: 2, max_size: 4, route: least_loaded },
//!         guests: dynamic Hasher { max_children: 2 },
//!         jobs: tasks { max_children: 100 },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let work = Work::start(7).await?;
//! work.hashers().resize(4).await?;
//! assert_eq!(work.hashers().route().hash("four".to_owned()).await?, 4);
//! let guests = work.guests().with(|()| 8);
//! let guest = guests.start(()).await?;
//! assert_eq!(guest.hash("one".to_owned()).await?, 3);
//! let job = work.jobs().spawn(async { 6 * 7 }).await?;
//! assert_eq!(job.await?, 42);
//! # work.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Changing a tree that runs
//!
//! The handle of a supervisor ([`TreeHandle::supervisor`](crate::TreeHandle::supervisor)) adds children,
//! before or after others, starts, stops, restarts and deletes them, and looks them up. Whoever asks does not
//! wait for other children, however slowly those start or stop. What was added goes when the supervisor
//! itself is restarted; then those are there that were declared.
//!
//! ```
//! use supervise::prelude::*;
//! use supervise::{Child, ChildError};
//!
//! struct Part;
//!
//! #[managed_process]
//! impl Part {
//!     #[init]
//!     fn start() -> Self {
//!         Part
//!     }
//! }
//!
//! supervision_tree! {
//!     Site() {
//!         first: Part(),
//!         last: Part(),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let site = Site::start().await?;
//! let supervisor = site.supervisor();
//! let extra = supervisor.add(Child::<Part>::new("extra", || ())).before("last").await?;
//! let names: Vec<_> = supervisor.children().into_iter().map(|child| child.name).collect();
//! assert_eq!(names.join(" "), "first extra last");
//! supervisor.restart_child("extra").await?;
//! assert_eq!(extra.pid().map(Pid::incarnation), Some(2));
//! assert!(matches!(supervisor.delete_child("extra").await, Err(ChildError::Running)));
//! supervisor.stop_child("extra").await?;
//! supervisor.delete_child("extra").await?;
//! assert_eq!(supervisor.count_children().specs, 2);
//! # site.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Seeing what happens
//!
//! [`SupervisorRef::events`](crate::SupervisorRef::events) gives what happens in a tree, typed and in order: who
//! started, failed, is being restarted after which delay, was stopped, gave up. Who looks too slowly learns
//! how much was missed, and all learn when the tree has ended: then there is no next one. [`snapshot`](crate::TreeHandle::snapshot) shows every node at one moment, with
//! counters that only grow. The same goes to `tracing`.
//!
//! ```
//! # use supervise::prelude::*;
//! # struct Part;
//! # #[managed_process]
//! # impl Part {
//! #     #[init]
//! #     fn start() -> Self { Part }
//! #     #[cast]
//! #     fn fail(&mut self) -> Action<Self> { Action::stop(ExitReason::error("as asked")) }
//! # }
//! # supervision_tree! { Site() { part: Part() } }
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let site = Site::start().await?;
//! let mut events = site.supervisor().events();
//! site.part().fail().await?;
//! let event = events.next().await.unwrap()?;
//! assert_eq!(event.to_string(), "part exited (error: as asked)");
//! # site.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Pictures
//!
//! `Site::spec()` is the declaration as plain data. It prints as a tree, and draws itself:
//! [`to_svg`](crate::model::SupervisorSpec::to_svg), [`to_mermaid`](crate::model::SupervisorSpec::to_mermaid),
//! [`to_dot`](crate::model::SupervisorSpec::to_dot).
//! [`blast_radius`](crate::model::SupervisorSpec::blast_radius) says who is restarted when one fails, and how
//! that escalates. The picture and that table stand on the page of a declared tree in its documentation.
//! `cargo run --example pictures` writes all of them to files.
//!
//! # Testing a tree
//!
//! The feature `testing`, said under `[dev-dependencies]`, has a kit for trees. `fault_matrix` lets every
//! child of a declared tree panic, fail, end, be killed, hang, fail in its next init, fail while a sibling
//! starts, and fail together with a sibling; each time it compares everything that happens with what the
//! rules say, and prints a table. No process of yours runs for that: stand-ins do, in virtual time, so that
//! it takes some milliseconds. `Recorder` keeps the events of your own trees for assertions about order,
//! `Script` makes children that start and end as badly as you like, and a `Probe` keeps what it is sent.
//!
//! ```
//! use supervise::prelude::*;
//! use supervise::testing::{Begin, Recorder, Script, fault_matrix};
//! use supervise::{Strategy, Supervisor};
//!
//! struct Stock(u32);
//!
//! #[managed_process]
//! impl Stock {
//!     #[call]
//!     fn take(&mut self) -> u32 {
//!         self.0 -= 1;
//!         self.0
//!     }
//! }
//!
//! struct Till(StockRef);
//!
//! #[managed_process]
//! impl Till {
//!     #[call]
//!     async fn sell(&mut self) -> Result<u32, CallError> {
//!         self.0.take().await
//!     }
//! }
//!
//! supervision_tree! {
//!     Shop(pieces: u32) {
//!         strategy: dependents,
//!         stock: Stock { 0: pieces },
//!         till: Till { 0: stock },
//!     }
//! }
//!
//! # let _ = stringify! {
//! #[test]
//! # };
//! fn whatever_fails_the_shop_does_as_declared() {
//!     let report = fault_matrix::<Shop>(10).run();
//!     assert!(report.to_string().contains("restarted: stock, till"));
//! }
//!
//! # let _ = stringify! {
//! #[tokio::test(start_paused = true)]
//! # };
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! async fn the_second_attempt_to_open_it_again_succeeds() {
//!     let mut shop = Supervisor::new("shop").strategy(Strategy::RestForOne);
//!     let stock = shop.add(Script::new().begins([Begin::Well, Begin::Fails]).child("stock"));
//!     shop.add(Script::new().child("till"));
//!     let mut recorder = Recorder::of(&shop.handle());
//!     let shop = shop.start().await.unwrap();
//!     stock.panic();
//!     recorder.wait_for("till restarted").await;
//!     recorder.assert_order(&["stock start failed", "stock restarted", "till restarted"]);
//!     shop.shutdown().await;
//! }
//! # whatever_fails_the_shop_does_as_declared();
//! # the_second_attempt_to_open_it_again_succeeds();
//! ```
//!
//! # All options
//!
//! The first value holds where nothing is said. In italics: what nobody can write, but is so without the option.
//!
//! | option | of | values |
//! |---|---|---|
//! | `strategy` | supervisors | `one_for_one`, `one_for_all`, `rest_for_one`, `left_for_one`, `dependents`, `none` |
//! | `limit` | supervisors, dynamic, pools; a process for itself | `3 per 5s`, `none` |
//! | `child_limit` | dynamic, pools | *no limit*, `3 per 5s` |
//! | `at_limit` | whoever has a limit | `escalate`, `pause(10s)`, `open(10s)`, `disable` |
//! | `auto_shutdown` | supervisors | `never`, `any_significant`, `all_significant` |
//! | `start_order` | supervisors | `sequential`, `concurrent` |
//! | `restart_order` | supervisors with a group strategy | `sequential`, `rolling`, each with `reverse`, `parallel` |
//! | `shutdown_order` | supervisors | `reverse`, `forward`, `parallel` |
//! | `restart` | all but tasks | `permanent` (dynamic: `temporary`), `transient`, `temporary`; `intrinsic` for a single child |
//! | `shutdown` | all | `5s` (supervisors: `infinity`), `infinity`, `brutal_kill` |
//! | `drain` | processes, dynamic, pools | *no drain*, `10s` |
//! | `start` | processes, nested supervisors, sub-trees | `required`, `optional` |
//! | `start_timeout` | processes, dynamic, pools | `30s`, `infinity` |
//! | `significant` | processes, nested supervisors, sub-trees | `false`, `true` |
//! | `backoff` | all but tasks | *no delay*, `constant(1s)`, `exponential(50ms..10s, factor: 3, jitter: 20%, reset: 1m)` |
//! | `reinit` | processes, dynamic, pools | `fresh`, `last_known`, `with path`, `last_known with path` |
//! | `mailbox` | processes, dynamic, pools | `discard`, [`keep`](crate::_processes::mailboxes#when-the-process-ends) |
//! | `max_children` | dynamic, tasks | *no bound*, a number |
//! | `size`, `max_size` | pools | a number; `size` has to be said, and is the `max_size` where none is |
//! | `route` | pools | `round_robin`, `by_key`, `least_loaded` |
//! | `register` | processes | *nowhere*, a [name or key](crate::_processes::groups#names) |
//!
//! # Coming from OTP and Elixir
//!
//! | there | here |
//! |---|---|
//! | `{one_for_one, 3, 5}` | `strategy: one_for_one, limit: 3 per 5s`; the window is exact, not in whole seconds |
//! | `simple_one_for_one`, `DynamicSupervisor`, `max_children`, `extra_arguments` | `dynamic`, `max_children`, [`DynamicRef::with`](crate::DynamicRef::with) |
//! | `PartitionSupervisor`, `resize!` | `pool` with `route: by_key`, [`PoolRef::resize`](crate::PoolRef::resize) |
//! | `Task.Supervisor`, `async_nolink`, `async` | `tasks`, [`TasksRef::spawn`](crate::TasksRef::spawn), and [`Cx::link`](crate::Cx::link) with the task's handle |
//! | `start_child`, `terminate_child`, `restart_child`, `delete_child` | [`add`](crate::SupervisorRef::add), [`stop_child`](crate::SupervisorRef::stop_child), [`start_child`](crate::SupervisorRef::start_child), [`delete_child`](crate::SupervisorRef::delete_child); [`restart_child`](crate::SupervisorRef::restart_child) also restarts one that runs |
//! | `which_children`, `which_child`, `count_children`, `get_childspec` | [`children`](crate::SupervisorRef::children), [`child`](crate::SupervisorRef::child), [`count_children`](crate::SupervisorRef::count_children), [`ChildInfo::spec`](crate::ChildInfo::spec) |
//! | `significant`, `auto_shutdown` | the same |
//! | a supervisor that gave up exits with `shutdown` | it has a reason of its own, abnormal, which names the child |
//! | who was stopped by `terminate_child` is started with its group | stays stopped until it is started by request |
//! | progress and crash reports | [`events`](crate::SupervisorRef::events), and `tracing` |
//!
//! From Cloud Haskell: `RestartLeft` is `left_for_one`, `RestartEach` is `rolling`, `RestartInOrder` and
//! `RestartRevOrder` are in [`RestartOrder`](crate::RestartOrder), `Intrinsic` is `intrinsic`, and
//! `childRestartDelay` is `at_limit: pause(..)`.
//!
//! # Coming from other crates
//!
//! | there | here |
//! |---|---|
//! | an actor restarts its children in its own `handle_supervisor_evt` or `on_link_died` (ractor, kameo) | the tree does, as it is declared |
//! | `Supervisor::start(.., Actor::new)`, `Supervised::restarting` (actix) | a child of a tree, and `reinit` |
//! | an address is dead after a restart | a handle is for the place, and outlives restarts |
//! | `Children::with_redundancy` (bastion) | `pool` |
//! | `JoinSet`, `TaskTracker` (tokio) | `tasks` |
