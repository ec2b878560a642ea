//! The mailbox of a process, and how a process is looked at while it runs.
//!
//! - [How much it holds](#how-much-it-holds)
//! - [When it is full](#when-it-is-full)
//! - [When the process ends](#when-the-process-ends)
//! - [Dead letters](#dead-letters)
//! - [Looking at a process](#looking-at-a-process)
//! - [Its state](#its-state)
//! - [Suspended](#suspended)
//! - [Hibernation](#hibernation)
//!
//! # How much it holds
//!
//! 1,024 messages if nothing is said; `#[managed_process(capacity = 64)]` says how many, and
//! `mailbox = unbounded` that there is no bound. [`mailbox_len`](crate::Handle::mailbox_len) tells how many
//! wait. What is more urgent comes first where [priorities](super::handlers#priorities) say so. A mailbox
//! belongs to the place, and stays when the process is restarted; what was in it then is failed.
//!
//! # When it is full
//!
//! | `overload =` | a cast | a call |
//! |---|---|---|
//! | `wait`, if nothing is said | waits for room, in turn | waits for room, in turn |
//! | `reject` | [`CastError::Full`](crate::CastError::Full) | [`CallError::Full`](crate::CallError::Full) |
//! | `drop_newest` | a dead letter | `CallError::Full` |
//! | `drop_oldest` | goes in; the oldest is a dead letter, or its caller gets `CallError::Full` | the same |
//!
//! While a process is drained, what waits is what it is still to handle: `drop_oldest` drops the newest then.
//!
//! [`try_send`](crate::Cast::try_send) never waits, and gives its arguments back, unless the oldest makes
//! room. A timer's message that is sent once waits, or is a dead letter where nobody is to wait; a tick of a
//! repeated one is missed, and counted. Notices of the runtime need no room, and a full mailbox delays no
//! shutdown.
//!
//! ```
//! use supervise::CastError;
//! use supervise::prelude::*;
//!
//! struct Meter {
//!     last: f64,
//! }
//!
//! /// Only the latest readings are of interest.
//! #[managed_process(capacity = 2, overload = drop_oldest)]
//! impl Meter {
//!     #[cast]
//!     fn read(&mut self, value: f64) {
//!         self.last = value;
//!     }
//!
//!     #[call]
//!     fn last(&self) -> f64 {
//!         self.last
//!     }
//! }
//!
//! struct Gate;
//!
//! /// Who comes when it is crowded is told.
//! #[managed_process(capacity = 1, overload = reject)]
//! impl Gate {
//!     #[cast]
//!     async fn enter(&mut self) {
//!         std::future::pending().await
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let meter = Meter { last: 0.0 }.spawn();
//! for n in 0..100 {
//!     meter.read(f64::from(n)).await?;
//! }
//! assert_eq!(meter.last().await?, 99.0);
//! assert!(meter.dead_letters() > 90);
//!
//! let gate = Gate.spawn();
//! gate.enter().await?;
//! # tokio::task::yield_now().await;
//! gate.enter().await?;
//! assert!(matches!(gate.enter().await, Err(CastError::Full)));
//! # Ok(())
//! # }
//! ```
//!
//! # When the process ends
//!
//! What waits in the mailbox when an incarnation ends is for that one: calls fail with
//! [`CallError::Restarted`](crate::CallError::Restarted), which makes them safe to try again, and casts are
//! dead letters. What is sent later, and what was waiting for room, is for the next one. With `mailbox: keep`
//! in the tree ([`Child::keep_mailbox`](crate::Child::keep_mailbox)) all that waits is for the next one,
//! but for the message in whose handler the process panicked:
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Printer;
//!
//! #[managed_process]
//! impl Printer {
//!     #[init]
//!     fn start() -> Self {
//!         Printer
//!     }
//!
//!     #[cast]
//!     fn print(&mut self, page: u32) {
//!         assert!(page != 13, "a paper jam");
//!     }
//!
//!     #[call]
//!     fn copy(&mut self, page: u32) -> u32 {
//!         page
//!     }
//! }
//!
//! supervision_tree! {
//!     Office() {
//!         printer: Printer() { mailbox: keep },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let office = Office::start().await?;
//! office.printer().print(13).await?;
//! // Behind the page that jams: the next incarnation copies it.
//! assert_eq!(office.printer().copy(14).await?, 14);
//! # office.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # Dead letters
//!
//! A message that nobody waits for and that is not handled is a dead letter: counted in
//! [`dead_letters`](crate::Handle::dead_letters), and seen one by one by who asks for them:
//!
//! ```
//! use supervise::DeadLetterCause;
//! use supervise::prelude::*;
//!
//! struct Clerk;
//!
//! #[managed_process]
//! impl Clerk {
//!     #[cast]
//!     fn file(&mut self, _paper: String) {}
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let clerk = Clerk.spawn();
//! let mut letters = clerk.observe_dead_letters();
//! clerk.file("a".to_owned()).await?;
//! clerk.kill();
//! let letter = letters.next().await.expect("the clerk is still known")?;
//! assert_eq!((letter.message, letter.cause), ("file", DeadLetterCause::Vacant));
//! # Ok(())
//! # }
//! ```
//!
//! # Looking at a process
//!
//! [`Handle::info`](crate::Handle::info) has numbers that cost the process nothing: what it is doing, how
//! many messages wait and were handled, the handler that runs and for how long it was seen to, with whom it is
//! linked, where it stands. A whole tree has a [snapshot](crate::TreeHandle::snapshot).
//!
//! ```
//! use supervise::Status;
//! use supervise::prelude::*;
//!
//! struct Worker;
//!
//! #[managed_process]
//! impl Worker {
//!     #[cast]
//!     async fn work(&mut self) {
//!         std::future::pending().await
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let worker = Worker.spawn();
//! worker.work().await?;
//! worker.work().await?;
//! # tokio::task::yield_now().await;
//! let info = worker.info();
//! assert!(matches!(info.status, Status::Running));
//! assert_eq!(info.mailbox_len, 1);
//! assert_eq!(info.handler.map(|handler| handler.message), Some("work"));
//! # Ok(())
//! # }
//! ```
//!
//! # Its state
//!
//! A process that says `inspect` shows its state, and lets it be replaced, between two messages. Without
//! it that does not compile. What is seen is a copy.
//!
//! ```
//! use supervise::prelude::*;
//!
//! #[derive(Clone, Debug, PartialEq)]
//! struct Counter {
//!     value: u64,
//! }
//!
//! #[managed_process(inspect)]
//! impl Counter {
//!     #[call]
//!     fn add(&mut self, n: u64) -> u64 {
//!         self.value += n;
//!         self.value
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let counter = Counter { value: 5 }.spawn();
//! assert_eq!(counter.state().await?, Counter { value: 5 });
//! counter.replace_state(Counter { value: 7 }).await?;
//! assert_eq!(counter.add(1).await?, 8);
//! # Ok(())
//! # }
//! ```
//!
//! # Suspended
//!
//! [`suspend`](crate::Handle::suspend) lets the handler that runs finish, and keeps the process from further
//! messages until [`resume`](crate::Handle::resume). They wait. It still handles exits, can be looked at, and
//! ends when it is told to; the receive timeout does not run.
//!
//! ```
//! # use supervise::prelude::*;
//! # #[derive(Clone)]
//! # struct Counter { value: u64 }
//! # #[managed_process(inspect)]
//! # impl Counter {
//! #     #[cast]
//! #     fn add(&mut self, n: u64) { self.value += n; }
//! # }
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let counter = Counter { value: 5 }.spawn();
//! assert!(counter.suspend().await);
//! counter.add(1).await?;
//! assert_eq!(counter.state().await?.value, 5);
//! counter.resume();
//! # tokio::task::yield_now().await;
//! assert_eq!(counter.state().await?.value, 6);
//! # Ok(())
//! # }
//! ```
//!
//! # Hibernation
//!
//! A process that expects to have nothing to do for long gives memory back, by
//! [`Action::hibernate`](crate::Action::hibernate) or [`Init::hibernate`](crate::Init::hibernate): its queues'
//! own, and what its `#[hibernate]` lets go of. The next message wakes it; if one waits already, nothing
//! happens.
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Index {
//!     words: Vec<String>,
//! }
//!
//! #[managed_process]
//! impl Index {
//!     #[init]
//!     fn start() -> Init<Self> {
//!         Init::ok(Index { words: Vec::new() }).timeout(Duration::from_secs(60))
//!     }
//!
//!     #[call]
//!     fn add(&mut self, word: String) -> usize {
//!         self.words.push(word);
//!         self.words.capacity()
//!     }
//!
//!     #[timeout]
//!     fn idle(&mut self) -> Action<Self> {
//!         Action::hibernate()
//!     }
//!
//!     #[hibernate]
//!     fn shrink(&mut self) {
//!         self.words.shrink_to_fit();
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let index = Index::spawn().await?;
//! assert_eq!(index.add("a".to_owned()).await?, 4);
//! tokio::time::sleep(Duration::from_secs(61)).await;
//! assert_eq!(index.add("b".to_owned()).await?, 4);
//! # Ok(())
//! # }
//! ```
