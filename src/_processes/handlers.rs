//! What a process does with its messages, from its init to its end.
//!
//! - [Beginning](#beginning)
//! - [Calls, casts, and infos](#calls-casts-and-infos)
//! - [What a handler asks for](#what-a-handler-asks-for)
//! - [Guards](#guards)
//! - [Phases](#phases)
//! - [What no handler takes](#what-no-handler-takes)
//! - [Priorities](#priorities)
//! - [Filters](#filters)
//! - [Handled again](#handled-again)
//! - [The end](#the-end)
//!
//! # Beginning
//!
//! `#[init]` makes the process out of the arguments of `spawn`, or of what the tree declares. It may be
//! async, and may fail; `spawn` returns when it is done. [`Init`](crate::Init) says more than `Self`:
//!
//! ```
//! use std::time::Duration;
//! use supervise::SpawnError;
//! use supervise::prelude::*;
//!
//! struct Cache {
//!     path: String,
//! }
//!
//! #[managed_process]
//! impl Cache {
//!     #[init]
//!     async fn open(path: String, cx: &mut Cx<Self>) -> Result<Init<Self>, std::io::Error> {
//!         if path.is_empty() {
//!             // Ends normally, and nobody restarts it.
//!             return Ok(Init::ignore());
//!         }
//!         if path == "/" {
//!             return Err(std::io::ErrorKind::PermissionDenied.into());
//!         }
//!         Ok(Init::ok(Cache { path })
//!             .timeout(Duration::from_secs(60))  // for `#[timeout]`
//!             .then(cx.me().warm_up()))          // before all other messages
//!     }
//!
//!     #[cast]
//!     fn warm_up(&mut self) {
//!         self.path.push('/');
//!     }
//!
//!     #[call]
//!     fn path(&self) -> String {
//!         self.path.clone()
//!     }
//! }
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cache = Cache::spawn("a".to_owned()).start_timeout(Duration::from_secs(5)).await?;
//! assert_eq!(cache.path().await?, "a/");
//! assert!(matches!(Cache::spawn(String::new()).await, Err(SpawnError::Ignored)));
//! assert!(matches!(Cache::spawn("/".to_owned()).await, Err(SpawnError::Init(_))));
//! # Ok(())
//! # }
//! ```
//!
//! When a tree restarts a process, its supervisor's own task begins the init, as it begins the end of a
//! process that it stops; the process's task goes on from the first await. Nothing else changes: an init
//! that takes long, or blocks its thread, holds up only those that wait for it. But `tokio::task::id()` may
//! be another one there than in a handler.
//!
//! # Calls, casts, and infos
//!
//! A `#[call]` is answered with what its handler returns; an `Err` of a `Result` refuses, and the caller
//! gets [`CallError::Refused`](crate::CallError::Refused). Nobody waits for a `#[cast]`. An `#[info]` takes
//! the messages of a type, from whoever has the handle and from the runtime; there may be many. Any of them
//! may be async, and then the next message waits for it.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Thermostat {
//!     degrees: i16,
//!     sensor: Monitor,
//! }
//!
//! struct Reading(i16);
//!
//! # struct Sensor;
//! # #[managed_process]
//! # impl Sensor {}
//! #[managed_process]
//! impl Thermostat {
//!     #[init]
//!     fn start(sensor: SensorRef, cx: &mut Cx<Self>) -> Self {
//!         Thermostat { degrees: 20, sensor: cx.monitor(&sensor) }
//!     }
//!
//!     #[call]
//!     fn set(&mut self, degrees: i16) -> Result<i16, String> {
//!         if degrees > 30 {
//!             return Err(format!("{degrees} is too hot"));
//!         }
//!         Ok(std::mem::replace(&mut self.degrees, degrees))
//!     }
//!
//!     #[info]
//!     fn read(&mut self, reading: Reading) {
//!         self.degrees = reading.0;
//!     }
//!
//!     #[info]
//!     fn lost(&mut self, down: Down, cx: &mut Cx<Self>) {
//!         if down.monitor == self.sensor {
//!             cx.stop(down.reason);
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sensor = Sensor.spawn();
//! let thermostat = Thermostat::spawn(sensor.clone()).await?;
//! thermostat.send(Reading(22)).await?;
//! assert_eq!(thermostat.set(25).await?, 22);
//! assert!(matches!(thermostat.set(99).await, Err(CallError::Refused(_))));
//! sensor.kill();
//! thermostat.closed().await;
//! # Ok(())
//! # }
//! ```
//!
//! A call that does not exist, an argument of another type, a reply of another type: none of these
//! compiles. A reply can't be late, nor for another call: each call has its own.
//!
//! # What a handler asks for
//!
//! A handler that does not reply returns nothing, or an [`Action`](crate::Action); one that does asks for
//! the same by its [`Cx`](crate::Cx):
//!
//! | what follows | `Action` | `Cx` |
//! |---|---|---|
//! | the next message | [`CONTINUE`](crate::Action::CONTINUE), or nothing | nothing |
//! | this message before all others | [`then`](crate::Action::then) | |
//! | `#[timeout]`, when nothing comes in for so long, until that is changed | [`timeout`](crate::Action::timeout) | [`set_timeout`](crate::Cx::set_timeout) |
//! | another phase | [`phase`](crate::Action::phase) | [`set_phase`](crate::Cx::set_phase) |
//! | the end, after `#[terminate]` | [`stop`](crate::Action::stop) | [`stop`](crate::Cx::stop) |
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Job(u32);
//!
//! #[managed_process]
//! impl Job {
//!     #[cast]
//!     fn start(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
//!         Action::then(cx.me().step())
//!     }
//!
//!     /// A long job in steps, between which others are served.
//!     #[cast]
//!     fn step(&mut self, cx: &mut Cx<Self>) -> Action<Self> {
//!         self.0 -= 1;
//!         match self.0 {
//!             0 => Action::timeout(Duration::from_secs(10)),
//!             _ => Action::then(cx.me().step()),
//!         }
//!     }
//!
//!     #[timeout]
//!     fn idle(&mut self) -> Action<Self> {
//!         Action::stop(ExitReason::Normal)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let job = Job(5).spawn();
//! job.start().await?;
//! assert!(job.closed().await.is_normal());
//! # Ok(())
//! # }
//! ```
//!
//! # Guards
//!
//! Several handlers may take one message: by `name` they share it, and they are asked in the order in
//! which they stand. The first takes it whose guard holds. A guard is an expression over `self` and the
//! arguments, all by reference; it looks, and does nothing else. The last handler may have none.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Account {
//!     balance: u64,
//! }
//!
//! struct Tick(u32);
//!
//! #[managed_process]
//! impl Account {
//!     #[call(name = withdraw, when = *amount > self.balance)]
//!     fn withdraw_too_much(&mut self, amount: u64) -> Result<u64, String> {
//!         Err(format!("{} missing", amount - self.balance))
//!     }
//!
//!     #[call]
//!     fn withdraw(&mut self, amount: u64) -> Result<u64, String> {
//!         self.balance -= amount;
//!         Ok(self.balance)
//!     }
//!
//!     // Those of one type of message from outside share it anyway.
//!     #[info(when = tick.0 % 2 == 0)]
//!     fn even(&mut self, tick: Tick) {
//!         self.balance += u64::from(tick.0);
//!     }
//!
//!     #[info]
//!     fn odd(&mut self, _tick: Tick) {}
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let account = Account { balance: 10 }.spawn();
//! assert_eq!(account.withdraw(4).await?, 6);
//! assert!(account.withdraw(7).await.is_err());
//! account.send(Tick(2)).await?;
//! assert_eq!(account.withdraw(0).await?, 8);
//! # Ok(())
//! # }
//! ```
//!
//! Handlers of one message take and give the same. A guard that panics ends the process as a handler does.
//! Guards of a pure process are pure: what pure mode refuses elsewhere it refuses there.
//!
//! # Phases
//!
//! What a process can do often depends on where it is in its life. Declared phases say in which a handler
//! serves; the first one is that in which each incarnation begins:
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Connection;
//!
//! #[managed_process(phases = [Connecting, Ready], unhandled = drop)]
//! impl Connection {
//!     #[cast(phase = Connecting)]
//!     fn connected(&mut self) -> Action<Self> {
//!         Action::phase(ConnectionPhase::Ready)
//!     }
//!
//!     #[call(phase = Ready)]
//!     fn query(&mut self, text: String) -> String {
//!         text.to_uppercase()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let connection = Connection.spawn();
//! assert!(matches!(connection.query("a".to_owned()).await, Err(CallError::Unhandled)));
//! connection.connected().await?;
//! assert_eq!(connection.query("a".to_owned()).await?, "A");
//! # Ok(())
//! # }
//! ```
//!
//! A message for another phase, also one that waited when the phase changed, is one that
//! [no handler takes](#what-no-handler-takes). Where each phase has data of its own, an enum says more: the
//! state is the phase, and what is not there can't be used by mistake.
//!
//! ```
//! use supervise::prelude::*;
//!
//! enum Connection {
//!     Connecting,
//!     Ready { session: u64 },
//! }
//!
//! #[managed_process]
//! impl Connection {
//!     #[cast(when = matches!(self, Connection::Connecting))]
//!     fn connected(&mut self, session: u64) {
//!         *self = Connection::Ready { session };
//!     }
//!
//!     #[call]
//!     fn session(&self) -> Result<u64, &'static str> {
//!         match self {
//!             Connection::Ready { session } => Ok(*session),
//!             Connection::Connecting => Err("not yet"),
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let connection = Connection::Connecting.spawn();
//! assert!(connection.session().await.is_err());
//! connection.connected(7).await?;
//! assert_eq!(connection.session().await?, 7);
//! # Ok(())
//! # }
//! ```
//!
//! # What no handler takes
//!
//! Where each handler of a message has a guard or a phase, there may be none to take it. A caller always
//! gets [`CallError::Unhandled`](crate::CallError::Unhandled). What follows for the process is for
//! `unhandled` to say:
//!
//! | | |
//! |---|---|
//! | `unhandled = stop` | it ends, for [`ExitReason::Unhandled`](crate::ExitReason::Unhandled): so if nothing is said |
//! | `unhandled = dead_letter` | what nobody waits for is a [dead letter](crate::Handle::observe_dead_letters) |
//! | `unhandled = dead_letter(self.letters)` | the same, and this [`Recipient`](crate::Recipient)`<DeadLetter>` is sent it, if it has room |
//! | `unhandled = log` | a warning is logged |
//! | `unhandled = drop` | nothing |
//!
//! # Priorities
//!
//! The greater comes first, from -128 to 127; 0 if nothing is said. A priority may be computed from the
//! message, whose parts it gets by reference.
//!
//! ```
//! use supervise::prelude::*;
//!
//! #[derive(Default)]
//! struct Printer(Vec<String>);
//!
//! #[managed_process]
//! impl Printer {
//!     #[cast(priority = if text.len() > 100 { -1 } else { 0 })]
//!     fn print(&mut self, text: String) {
//!         self.0.push(text);
//!     }
//!
//!     #[call(priority = 10)]
//!     fn printed(&self) -> usize {
//!         self.0.len()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let printer = Printer::default().spawn();
//! printer.print("a long text".repeat(100)).await?;
//! printer.print("a short one".to_owned()).await?;
//! assert_eq!(printer.printed().await?, 0);
//! # Ok(())
//! # }
//! ```
//!
//! Messages of one priority keep their order. Nobody starves: a step of priority is a head start of 1,024
//! messages, so that each later message makes those that wait older. What comes in meanwhile is looked at
//! before each message, 256 at a time, so that a flood does not keep the process from handling. Notices of
//! the runtime have the priority 0. A process without priorities has a plain queue, and pays nothing.
//!
//! # Filters
//!
//! A `#[filter]` looks at each message before its handler does. It sees it as a type of its own,
//! `DoorMessage<'_>`, with a variant for each message and its parts by reference, and may change the state.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Door {
//!     knocks: u32,
//! }
//!
//! #[managed_process]
//! impl Door {
//!     #[filter]
//!     fn look(&mut self, message: DoorMessage<'_>) -> Filter {
//!         match message {
//!             DoorMessage::Knock { who } if who == "stranger" => Filter::Refuse,
//!             DoorMessage::Knock { .. } if self.knocks == 100 => Filter::Stop(ExitReason::Normal),
//!             DoorMessage::Knock { .. } => {
//!                 self.knocks += 1;
//!                 Filter::Pass
//!             }
//!             DoorMessage::Letter { text } if text.is_empty() => Filter::DeadLetter,
//!             DoorMessage::Letter { .. } => Filter::Pass,
//!         }
//!     }
//!
//!     #[call]
//!     fn knock(&self, who: String) -> String {
//!         format!("come in, {who}")
//!     }
//!
//!     #[cast]
//!     fn letter(&mut self, _text: String) {}
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let door = Door { knocks: 0 }.spawn();
//! assert_eq!(door.knock("friend".to_owned()).await?, "come in, friend");
//! assert!(matches!(door.knock("stranger".to_owned()).await, Err(CallError::FilteredOut)));
//! door.letter(String::new()).await?;
//! door.knock("friend".to_owned()).await?;
//! assert_eq!(door.dead_letters(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Handled again
//!
//! A handler that waits may be broken off: its process is killed, or ends for another's failure. With
//! `redeliver = n` its message is handled again by the next incarnation, before all others, at most n
//! times; its caller waits on. For that its arguments are cloned. Where no incarnation follows it fails as
//! any other. A message whose handler *panicked* is never handled again: it would do the same.
//!
//! ```
//! use supervise::prelude::*;
//! # use std::sync::Arc;
//! # use std::sync::atomic::{AtomicU32, Ordering};
//!
//! struct Mailer {
//!     tries: Arc<AtomicU32>,
//! }
//!
//! #[managed_process]
//! impl Mailer {
//!     #[init]
//!     fn start(tries: Arc<AtomicU32>) -> Self {
//!         Mailer { tries }
//!     }
//!
//!     #[call(redeliver = 3)]
//!     async fn mail(&mut self, to: String) -> String {
//!         // The first time it takes for ever.
//!         if self.tries.fetch_add(1, Ordering::Relaxed) == 0 {
//!             std::future::pending::<()>().await;
//!         }
//!         format!("sent to {to}")
//!     }
//! }
//!
//! supervision_tree! {
//!     Post(tries: Arc<AtomicU32>) {
//!         mailer: Mailer(tries.clone()),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let post = Post::start(Arc::default()).await?;
//! let mail = post.mailer().mail("me".to_owned()).begin().await?;
//! # tokio::time::sleep(std::time::Duration::from_millis(1)).await;
//! post.mailer().kill();
//! assert_eq!(mail.await?, "sent to me");
//! post.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! A call may be `skip_abandoned`: it is not handled when its caller has stopped waiting before its turn.
//!
//! # The end
//!
//! A process ends because a handler asks for it, because it panics, because a linked process ends or its
//! supervisor wants it to. `#[terminate]` runs for every end but a kill, and is told the reason and whether
//! the state is as the last completed handler left it:
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Journal(Vec<u8>);
//!
//! #[managed_process]
//! impl Journal {
//!     #[cast]
//!     fn append(&mut self, byte: u8) {
//!         self.0.push(byte);
//!     }
//!
//!     #[terminate]
//!     async fn close(self, end: &End) {
//!         if end.is_clean() && end.reason().is_graceful() {
//!             println!("closed with {} bytes", self.0.len());
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let journal = Journal(Vec::new()).spawn();
//! journal.append(1).await?;
//! journal.shutdown().await;
//! assert!(matches!(journal.closed().await, ExitReason::Shutdown));
//! # Ok(())
//! # }
//! ```
//!
//! It has until [`End::deadline`](crate::End::deadline): the shutdown budget of the process. The reasons
//! for which a process may end, and who asks what of them, stand at [`ExitReason`](crate::ExitReason).
