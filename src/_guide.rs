//! How to do what programs commonly need. Every example here is compiled and run.
//!
//! - [Which errors may be tried again](#which-errors-may-be-tried-again)
//! - [A process that waits for the outside world](#a-process-that-waits-for-the-outside-world)
//! - [What a shutdown does to a busy process](#what-a-shutdown-does-to-a-busy-process)
//! - [A tree in several modules](#a-tree-in-several-modules)
//! - [A tree that is decided at run time](#a-tree-that-is-decided-at-run-time)
//! - [Plain threads](#plain-threads)
//! - [Names](#names)
//! - [Tests](#tests)
//! - [Coming from OTP](#coming-from-otp)
//!
//! # Which errors may be tried again
//!
//! A call tells apart whether it was handled:
//!
//! | [`CallError`](crate::CallError) | was it handled? |
//! |---|---|
//! | `Restarted`, `TimedOut { sent: false }`, `WouldDeadlock` | no |
//! | `NotDelivered` | no, and trying again is of no use: the process does not run, and nobody is about to start it |
//! | `Ended`, `NoReply`, `TimedOut { sent: true }` | perhaps, in part |
//! | `Refused` | yes |
//!
//! So `Restarted` may be tried again whatever the call does; `Ended` only when handling it twice
//! does no harm. A call that is made after the error was seen waits for the next incarnation:
//! nobody needs to sleep in between.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Worker;
//!
//! #[managed_process]
//! impl Worker {
//!     #[call]
//!     fn work(&mut self, job: u32, attempt: u32) -> u32 {
//!         assert!(job != 3 || attempt > 0, "job 3 does not go well at first");
//!         job * 10
//!     }
//! }
//!
//! supervision_tree! {
//!     Jobs() {
//!         workers: pool Worker {} { size: 4, limit: 20 per 1s },
//!     }
//! }
//!
//! async fn patiently(jobs: &JobsRef, job: u32) -> Result<u32, CallError> {
//!     let mut attempt = 0;
//!     loop {
//!         match jobs.workers().route().work(job, attempt).await {
//!             Err(CallError::Restarted) => {}
//!             Err(CallError::Ended(reason)) if attempt < 2 => {
//!                 eprintln!("job {job}: {reason}");
//!                 attempt += 1;
//!             }
//!             outcome => return outcome,
//!         }
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let jobs = Jobs::start().await?;
//!     assert_eq!(patiently(&jobs, 3).await?, 30);
//!     println!("{}", jobs.shutdown().await);
//!     Ok(())
//! }
//! ```
//!
//! A handler that passes on the error of a call of its own refuses with it: its callers get a
//! `CallError<CallError>`. Where they should not care whose call it was, give it a type of your own.
//!
//! # A process that waits for the outside world
//!
//! While a handler awaits, its process handles nothing else. So who waits for a socket is a process
//! of its own, linked with the one that it tells: when one of them fails, so does the other.
//!
//! ```
//! use supervise::prelude::*;
//! use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader, Lines};
//!
//! type Input = Box<dyn AsyncRead + Send + Unpin>;
//!
//! struct Reader {
//!     lines: Lines<BufReader<Input>>,
//!     session: SessionRef,
//! }
//!
//! #[managed_process]
//! impl Reader {
//!     #[init]
//!     fn start(input: Input, session: SessionRef, cx: &mut Cx<Self>) -> Init<Self> {
//!         let lines = BufReader::new(input).lines();
//!         Init::ok(Self { lines, session }).then(cx.me().next())
//!     }
//!
//!     /// One line at a time, so that the process can be stopped in between.
//!     #[cast]
//!     async fn next(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
//!         match self.lines.next_line().await {
//!             Ok(Some(line)) => match self.session.heard(line).await {
//!                 Ok(()) => Action::then(cx.me().next()),
//!                 Err(error) => Action::stop(ExitReason::error(error)),
//!             },
//!             Ok(None) => Action::stop(ExitReason::Normal),
//!             Err(error) => Action::stop(ExitReason::error(error)),
//!         }
//!     }
//! }
//!
//! struct Session {
//!     heard: Vec<String>,
//! }
//!
//! #[managed_process]
//! impl Session {
//!     #[init]
//!     async fn start(input: Input, cx: &mut Cx<Self>) -> Result<Self, SpawnError> {
//!         cx.spawn(Reader::spawn(input, cx.me())).await?;
//!         Ok(Self { heard: Vec::new() })
//!     }
//!
//!     #[cast]
//!     fn heard(&mut self, line: String) {
//!         self.heard.push(line);
//!     }
//!
//!     #[call]
//!     fn lines(&self) -> usize {
//!         self.heard.len()
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let session = Session::spawn(Box::new(&b"one\ntwo\n"[..])).await?;
//!     while session.lines().await? < 2 {
//!         tokio::task::yield_now().await;
//!     }
//!     session.shutdown().await;
//!     Ok(())
//! }
//! ```
//!
//! # What a shutdown does to a busy process
//!
//! What is in the mailbox is not handled any more. A handler that runs is broken off where it
//! awaits, at once; in a process with a `#[terminate]` or an `#[exit]` it may first go on for half
//! of the shutdown budget. Then `#[terminate]` runs, for the rest of it:
//! [`End::is_clean`](crate::End::is_clean) tells whether a handler was broken off, and
//! [`End::deadline`](crate::End::deadline) how long there is. `brutal_kill` does without all that.
//!
//! # A tree in several modules
//!
//! A tree may be generic, and may have another as a child. `Shop` owns the running tree;
//! `shop.clone()` gives a `ShopRef`, to be passed around.
//!
//! ```
//! use supervise::prelude::*;
//!
//! pub trait Store: Clone + Send + Sync + 'static {
//!     fn get(&self, key: &str) -> Option<u64>;
//! }
//!
//! pub struct Stock<S>(S);
//!
//! #[managed_process]
//! impl<S: Store> Stock<S> {
//!     #[init]
//!     pub fn open(store: S) -> Self {
//!         Self(store)
//!     }
//!
//!     #[call]
//!     pub fn get(&self, key: String) -> Option<u64> {
//!         self.0.get(&key)
//!     }
//! }
//!
//! pub mod back {
//!     use super::{StockRef, Store};
//!     use supervise::prelude::*;
//!
//!     pub struct Audit<S: Store>(StockRef<S>);
//!
//!     #[managed_process]
//!     impl<S: Store> Audit<S> {
//!         #[init]
//!         pub fn start(stock: StockRef<S>) -> Self {
//!             Self(stock)
//!         }
//!
//!         #[call]
//!         pub async fn missing(&self, key: String) -> Result<bool, CallError> {
//!             Ok(self.0.get(key).await?.is_none())
//!         }
//!     }
//!
//!     supervision_tree! {
//!         pub Back<S: Store>(stock: StockRef<S>) {
//!             audit: Audit<S>(stock),
//!         }
//!     }
//! }
//!
//! supervision_tree! {
//!     pub Shop<S: Store>(store: S) {
//!         strategy: rest_for_one,
//!         stock: Stock<S>(store),
//!         back: tree back::Back<S>(stock),
//!     }
//! }
//!
//! async fn is_sold_out<S: Store>(shop: ShopRef<S>) -> bool {
//!     shop.back().audit().missing("tea".to_owned()).await.unwrap_or(true)
//! }
//!
//! #[derive(Clone)]
//! struct Nothing;
//!
//! impl Store for Nothing {
//!     fn get(&self, _: &str) -> Option<u64> {
//!         None
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let shop = Shop::start(Nothing).await?;
//!     assert!(is_sold_out(shop.clone()).await);
//!     shop.shutdown().await;
//!     Ok(())
//! }
//! ```
//!
//! # A tree that is decided at run time
//!
//! The builder has the same words as the macro. Each `add` gives the child's handle, which can be
//! given to those that are added later; a [`Later`](crate::Later) can be given to earlier ones too.
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//! use supervise::{Child, Limit, Restart, Shutdown, Strategy, Supervisor};
//!
//! struct Feed(String);
//!
//! #[managed_process]
//! impl Feed {
//!     #[init]
//!     fn open(url: String) -> Self {
//!         Self(url)
//!     }
//!
//!     #[call]
//!     fn url(&self) -> String {
//!         self.0.clone()
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let mut top = Supervisor::new("feeds")
//!         .strategy(Strategy::OneForOne)
//!         .limit(Limit::new(5, Duration::from_secs(10)));
//!     let mut feeds: Vec<FeedRef> = Vec::new();
//!     for name in ["news", "weather"] {
//!         // The arguments of the init, anew for each run: nothing is `|| ()`, two are `|| (a, b)`.
//!         let child = Child::<Feed>::new(name, move || format!("https://example.org/{name}"))
//!             .restart(Restart::Transient)
//!             .shutdown(Shutdown::After(Duration::from_secs(1)));
//!         feeds.push(top.add(child));
//!     }
//!     println!("{}", top.spec());
//!     let root = top.start().await?;
//!     assert!(feeds[1].url().await?.ends_with("weather"));
//!     root.shutdown().await;
//!     Ok(())
//! }
//! ```
//!
//! # Plain threads
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Sum(u64);
//!
//! #[managed_process]
//! impl Sum {
//!     #[call]
//!     fn add(&mut self, n: u64) -> u64 {
//!         self.0 += n;
//!         self.0
//!     }
//!
//!     #[cast]
//!     fn reset(&mut self) {
//!         self.0 = 0;
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let sum = Sum(5).spawn();
//!     let counted = tokio::task::spawn_blocking(move || {
//!         sum.reset().blocking_send()?;
//!         sum.add(4).blocking_call()
//!     });
//!     assert_eq!(counted.await??, 4);
//!     Ok(())
//! }
//! ```
//!
//! # Names
//!
//! Handles are given as arguments where that is possible. A [`Name`](crate::Name) is for the rest.
//! It is taken in init and becomes free with the end of the process; between two incarnations
//! nobody has it. With `register: METRICS` in a tree it belongs to the place, restarts and all: see
//! [names](crate::_processes::groups#names), also for registries with keys of any type.
//!
//! ```
//! use supervise::prelude::*;
//! use supervise::{Name, NameTaken};
//!
//! static METRICS: Name<MetricsRef> = Name::new("metrics");
//!
//! struct Metrics(u64);
//!
//! #[managed_process]
//! impl Metrics {
//!     #[init]
//!     fn start(cx: &mut Cx<Self>) -> Result<Self, NameTaken> {
//!         cx.register(&METRICS)?;
//!         Ok(Self(0))
//!     }
//!
//!     #[call]
//!     fn count(&mut self) -> u64 {
//!         self.0 += 1;
//!         self.0
//!     }
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let metrics = Metrics::spawn().await?;
//!     let found = METRICS.lookup().ok_or("nobody counts")?;
//!     assert_eq!(found.count().await?, 1);
//!     metrics.shutdown().await;
//!     assert!(METRICS.lookup().is_none());
//!     Ok(())
//! }
//! ```
//!
//! # Tests
//!
//! The handlers stay methods, which a test can call. A process is tested on a clock that stands
//! still (tokio's feature `test-util`): the time goes on only when everybody waits for it.
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Cache(Option<u32>);
//!
//! #[managed_process]
//! impl Cache {
//!     #[call]
//!     fn put(&mut self, value: u32, cx: &mut Cx<Self>) {
//!         self.0 = Some(value);
//!         cx.me().expire().after(Duration::from_secs(30));
//!     }
//!
//!     #[call]
//!     fn get(&self) -> Option<u32> {
//!         self.0
//!     }
//!
//!     #[cast]
//!     fn expire(&mut self) {
//!         self.0 = None;
//!     }
//! }
//!
//! # let _ = stringify! {
//! #[test]
//! # };
//! fn it_forgets() {
//!     let mut cache = Cache(Some(1));
//!     cache.expire();
//!     assert_eq!(cache.get(), None);
//! }
//!
//! # let _ = stringify! {
//! #[tokio::test(start_paused = true)]
//! # };
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! async fn it_forgets_after_30_seconds() {
//!     let cache = Cache(None).spawn();
//!     cache.put(3).await.unwrap();
//!     tokio::time::sleep(Duration::from_secs(29)).await;
//!     assert_eq!(cache.get().await.unwrap(), Some(3));
//!     tokio::time::sleep(Duration::from_secs(2)).await;
//!     assert_eq!(cache.get().await.unwrap(), None);
//! }
//! # it_forgets();
//! # it_forgets_after_30_seconds();
//! ```
//!
//! To wait for a restart, ask [`Handle::wait_restarted`](crate::Handle::wait_restarted) for the
//! future before the crash is caused, and await it after.
//!
//! Whole trees are tested with the kit of the feature `testing`: see
//! [the chapter on supervision](crate::_supervision#testing-a-tree).
//!
//! # Coming from OTP
//!
//! | OTP | here |
//! |---|---|
//! | `gen_server` | a struct with [`managed_process`](macro@crate::managed_process) on its impl block |
//! | `init/1`, `ignore`, `{stop, Reason}` | `#[init]`; [`Init::ignore`](crate::Init::ignore), [`Init::stop`](crate::Init::stop), or `Err` |
//! | `{continue, …}` | [`Init::then`](crate::Init::then), [`Action::then`](crate::Action::then) |
//! | `call`, `cast`, `info` | `#[call]`, `#[cast]`, `#[info]`; a call has no timeout unless [`Call::timeout`](crate::Call::timeout) says one |
//! | `{noreply, …}` and `gen_server:reply` | a handler with [`ReplyTo`](crate::ReplyTo) among its parameters |
//! | `process_flag(trap_exit, true)` | an `#[exit]` handler |
//! | `terminate/2` | `#[terminate]`; it also runs without trapping exits, and after a panic |
//! | pid | [`Pid`](crate::Pid), for one run; a handle is for the place, and outlives restarts |
//! | `link`, `monitor`, `exit/2` | [`Cx::link`](crate::Cx::link), [`Cx::monitor`](crate::Cx::monitor), [`Handle::exit`](crate::Handle::exit) |
//! | `register`, `whereis` | [`Cx::register`](crate::Cx::register), [`Name::lookup`](crate::Name::lookup) |
//! | `send_after`, `timer:send_interval` | [`Cast::after`](crate::Cast::after), [`Cast::every`](crate::Cast::every) |
//! | `supervisor` | [`supervision_tree!`](crate::supervision_tree), or [`Supervisor`](crate::Supervisor) |
//! | `simple_one_for_one`, `DynamicSupervisor` | `dynamic`, or [`Dynamic`](crate::Dynamic); more about supervisors in [their chapter](crate::_supervision#coming-from-otp-and-elixir) |
//! | a message to a process that is being restarted is lost | it waits in the mailbox for the next run; what was in it at the crash is failed |
//!
//! Where other crates have `ask` and `tell`, these are calls and casts. There are no message types
//! to be declared, and no actor has to look after those below it: the tree does.
