//! What reaches a process beside messages from others: timers, streams, channels, and exits.
//!
//! - [Timers](#timers)
//! - [Streams and channels](#streams-and-channels)
//! - [Control channels](#control-channels)
//! - [Links](#links)
//!
//! # Timers
//!
//! Any cast or call can be sent later, by [`after`](crate::Cast::after), or again and again, by
//! [`every`](crate::Cast::every). Both give a [`Timer`](crate::Timer) at once, and need nothing from the
//! process but a handler:
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Session {
//!     idle: Timer,
//! }
//!
//! #[managed_process]
//! impl Session {
//!     #[init]
//!     fn open(cx: &mut Cx<Self>) -> Self {
//!         Session { idle: cx.me().expire().after(Duration::from_secs(60)) }
//!     }
//!
//!     /// Whoever speaks starts the minute anew.
//!     #[call]
//!     fn speak(&mut self) -> bool {
//!         self.idle.reset(Duration::from_secs(60))
//!     }
//!
//!     #[cast]
//!     fn expire(&mut self) -> Action<Self> {
//!         Action::stop(ExitReason::Normal)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::spawn().await?;
//! tokio::time::sleep(Duration::from_secs(40)).await;
//! assert!(session.speak().await?);
//! tokio::time::sleep(Duration::from_secs(40)).await;
//! assert!(session.pid().is_some());
//! assert!(session.closed().await.is_normal());
//! # Ok(())
//! # }
//! ```
//!
//! | | |
//! |---|---|
//! | [`cancel`](crate::Timer::cancel) | says whether it was in time: if so nothing is sent |
//! | [`reset`](crate::Timer::reset) | starts the time anew, unless it was sent already |
//! | [`remaining`](crate::Timer::remaining), [`is_over`](crate::Timer::is_over) | how long it is until then, and whether anything is still to come |
//! | [`missed`](crate::Timer::missed) | ticks that were left out |
//!
//! **Whose it is.** A timer that is made in a handler belongs to this incarnation of the process, and
//! ends with it; one that is made elsewhere belongs to the incarnation that it is for. What a process
//! sends to itself is for this incarnation: if it is still in the mailbox when the process is restarted,
//! it is a dead letter.
//!
//! **Late ticks.** A tick that finds the mailbox full is missed, and counted; a message that is sent once
//! waits for room. If the timer itself was late by a period or more, because its thread was busy,
//! [`MissedTicks`](crate::MissedTicks) says what happens: `Delay` (the next one comes a period later; this
//! is so if nothing is said), `Skip` (the next one comes when it would have come anyway), or `Burst` (all
//! come at once):
//!
//! ```
//! use std::time::Duration;
//! use supervise::MissedTicks;
//! # use supervise::prelude::*;
//! # struct Clock(u64);
//! # #[managed_process]
//! # impl Clock {
//! #     #[cast] fn tick(&mut self) { self.0 += 1; }
//! #     #[call] fn ticks(&mut self) -> u64 { self.0 }
//! # }
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), CallError> {
//! # let clock = Clock(0).spawn();
//! let ticks = clock.tick().every(Duration::from_secs(1)).on_missed(MissedTicks::Burst);
//! tokio::time::sleep(Duration::from_millis(3500)).await;
//! assert_eq!(clock.ticks().await?, 3);
//! assert!(ticks.cancel());
//! # Ok(())
//! # }
//! ```
//!
//! **Deadlines.** [`Cx::exit_after`](crate::Cx::exit_after) and [`Cx::kill_after`](crate::Cx::kill_after)
//! end the process itself unless they are cancelled, [`Handle::exit_after`](crate::Handle::exit_after) and
//! [`Handle::kill_after`](crate::Handle::kill_after) another one. They are for the incarnation that runs
//! when they are called, whatever is restarted until then.
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Importer;
//!
//! #[managed_process]
//! impl Importer {
//!     /// What hangs is killed after a minute.
//!     #[call]
//!     async fn import(&mut self, hangs: bool, cx: &mut Cx<Self>) {
//!         let deadline = cx.kill_after(Duration::from_secs(60));
//!         if hangs {
//!             std::future::pending().await
//!         }
//!         deadline.cancel();
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let importer = Importer.spawn();
//! assert!(importer.import(false).await.is_ok());
//! assert!(matches!(importer.import(true).await, Err(CallError::Ended(ExitReason::Killed))));
//! # }
//! ```
//!
//! # Streams and channels
//!
//! [`Cx::attach`](crate::Cx::attach) takes messages from any `Stream`, or from a receiver of tokio's
//! `mpsc` or `broadcast` channels. Each item is handled by the `#[info]` handler for its type.
//!
//! ```
//! use supervise::prelude::*;
//! use tokio::sync::mpsc;
//!
//! struct Thermometer {
//!     highest: f64,
//!     done: bool,
//! }
//!
//! #[managed_process]
//! impl Thermometer {
//!     #[init]
//!     fn start(degrees: mpsc::Receiver<f64>, cx: &mut Cx<Self>) -> Self {
//!         cx.attach(degrees).on_end(cx.me().done());
//!         Thermometer { highest: f64::MIN, done: false }
//!     }
//!
//!     #[info]
//!     fn measured(&mut self, degrees: f64) {
//!         self.highest = self.highest.max(degrees);
//!     }
//!
//!     #[cast]
//!     fn done(&mut self) {
//!         self.done = true;
//!     }
//!
//!     #[call]
//!     fn highest(&mut self) -> (f64, bool) {
//!         (self.highest, self.done)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (degrees, from) = mpsc::channel(8);
//! let thermometer = Thermometer::spawn(from).await?;
//! degrees.send(21.5).await?;
//! degrees.send(19.0).await?;
//! drop(degrees);
//! tokio::time::sleep(std::time::Duration::from_secs(1)).await;
//! assert_eq!(thermometer.highest().await?, (21.5, true));
//! # Ok(())
//! # }
//! ```
//!
//! | | |
//! |---|---|
//! | too many items | Wait where they come from: an input is polled only when the process is ready to handle what comes. The mailbox and each input have their turns, so that none keeps another waiting. |
//! | errors | An item of type `Result<T, E>` is an item: write `#[info] fn read(&mut self, read: Result<Line, io::Error>)`. |
//! | the end of the input | Nothing happens, unless [`on_end`](crate::Attachment::on_end) says what. |
//! | the end of the process | The input is dropped, before `#[terminate]`. A restarted process attaches what it needs in its `#[init]`. |
//! | a panic of the input | Ends the process, with that panic. |
//! | [`detach`](crate::Attachment::detach) | From anywhere: takes no more items, and has the process drop the input. |
//!
//! A `broadcast::Receiver<T>` gives `Result<T, Lagged>`, with how many were missed. For what is no stream,
//! such as a `watch::Receiver`, the crate `tokio-stream` has wrappers. A process whose handlers are pure has
//! no context, and so no inputs: let another process have them.
//!
//! # Control channels
//!
//! What is sent through one comes before all that is in the mailbox, and goes in while that is full:
//!
//! ```
//! use supervise::{ControlSender, prelude::*};
//!
//! enum Order {
//!     Pause,
//!     Resume,
//! }
//!
//! struct Printer {
//!     paused: bool,
//!     printed: Vec<String>,
//! }
//!
//! #[managed_process]
//! impl Printer {
//!     #[call]
//!     fn orders(&mut self, cx: &mut Cx<Self>) -> ControlSender<Order> {
//!         cx.control_channel()
//!     }
//!
//!     #[info]
//!     fn obey(&mut self, order: Order) {
//!         self.paused = matches!(order, Order::Pause);
//!     }
//!
//!     #[cast]
//!     fn print(&mut self, page: String) {
//!         if !self.paused {
//!             self.printed.push(page);
//!         }
//!     }
//!
//!     #[call]
//!     fn printed(&mut self) -> usize {
//!         self.printed.len()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let printer = Printer { paused: false, printed: Vec::new() }.spawn();
//! let orders = printer.orders().await?;
//! for page in ["one", "two"] {
//!     printer.print(page.to_owned()).await?;
//! }
//! orders.send(Order::Pause)?; // overtakes both pages
//! assert_eq!(printer.printed().await?, 0);
//! orders.send(Order::Resume)?;
//! # Ok(())
//! # }
//! ```
//!
//! [`send`](crate::ControlSender::send) does not wait: it gives the message back where 1,024 are waiting,
//! or the incarnation that the channel is of has ended. All control channels of a process are one queue;
//! exits that it traps go before. A handler that is running is not interrupted.
//!
//! # Links
//!
//! A link ends one process with another, or tells it of that end if it has an `#[exit]`:
//!
//! | | this one learns of the other's end | the other of this one's |
//! |---|---|---|
//! | [`Cx::link`](crate::Cx::link) | yes | yes |
//! | [`Cx::link_one_way`](crate::Cx::link_one_way) | yes | no |
//! | [`Cx::link_on_failure`](crate::Cx::link_on_failure) | if it is not [graceful](crate::ExitReason::is_graceful) | no |
//!
//! [`ExitReason::Normal`](crate::ExitReason::Normal) ends nobody: only an `#[exit]` sees it.
//! [`Cx::unlink`](crate::Cx::unlink) takes the link away, and with it an exit that is on its way. A link is
//! with one incarnation; what is restarted is not linked.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Source;
//!
//! #[managed_process]
//! impl Source {
//!     #[cast]
//!     fn end(&mut self, reason: ExitReason) -> Action<Self> {
//!         Action::stop(reason)
//!     }
//! }
//!
//! /// Is of no use without its source, and the source does not care.
//! struct Cache;
//!
//! #[managed_process]
//! impl Cache {
//!     #[init]
//!     fn start(source: SourceRef, cx: &mut Cx<Self>) -> Self {
//!         cx.link_one_way(&source);
//!         Cache
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let source = Source.spawn();
//! let cache = Cache::spawn(source.clone()).await?;
//! Cache::spawn(source.clone()).await?.kill();
//! source.end(ExitReason::error("disk full")).await?;
//! assert!(matches!(cache.closed().await, ExitReason::Linked(_, reason) if reason.to_string() == "error: disk full"));
//! # Ok(())
//! # }
//! ```
