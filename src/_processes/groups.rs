//! Reaching processes without having been given their handles, or without knowing what they are.
//!
//! - [Names](#names)
//! - [Registries](#registries)
//! - [A registry of your own](#a-registry-of-your-own)
//! - [Recipients](#recipients)
//! - [Groups](#groups)
//!
//! For handles of what processes *can do*, and not of what they are, see [protocols](super::protocols).
//!
//! # Names
//!
//! All [names](crate::Name) of the program are in one registry, and each says what handle is found there.
//! There are two ways to have one:
//!
//! | | registered by | belongs to | between two incarnations |
//! |---|---|---|---|
//! | at run time | [`Cx::register`](crate::Cx::register) | the incarnation | nobody has it |
//! | in a tree | `register: NAME`, [`Child::register`](crate::Child::register) | the place | it is found; its [`status`](crate::Handle::status) says that it is restarted, and calls wait |
//!
//! Either way it can be looked up once the init has succeeded, it is free before anybody is told of the
//! end, and a failed start leaves nothing behind. Who is refused a name learns who has it.
//!
//! ```
//! use supervise::Name;
//! use supervise::prelude::*;
//!
//! const METRICS: Name<MetricsRef> = Name::new("metrics");
//!
//! struct Metrics(u64);
//!
//! #[managed_process]
//! impl Metrics {
//!     #[call]
//!     fn count(&mut self) -> u64 {
//!         self.0 += 1;
//!         self.0
//!     }
//! }
//!
//! supervision_tree! {
//!     App() {
//!         metrics: Metrics { 0: 0 } { register: METRICS },
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = App::start().await?;
//! let metrics = METRICS.lookup().ok_or("nobody counts")?;
//! assert_eq!(metrics.count().await?, 1);
//!
//! let restarted = metrics.wait_restarted();
//! metrics.kill();
//! // Found, also before there is another incarnation.
//! assert_eq!(METRICS.lookup().as_ref(), Some(&metrics));
//! restarted.await?;
//! assert_eq!(metrics.count().await?, 1);
//!
//! app.shutdown().await;
//! assert!(METRICS.lookup().is_none());
//! # Ok(())
//! # }
//! ```
//!
//! # Registries
//!
//! A [`Registry`](crate::Registry) has keys of any type, and a value beside each handle if you like. It is a
//! value itself: who has it can look up, and others can't. Looking up waits for nobody who registers. In
//! a [`MultiRegistry`](crate::MultiRegistry) many may hold the same key.
//!
//! Who [listens](crate::Registry::listen) is told who comes and who goes, in order; a process
//! [attaches](crate::Cx::attach) that.
//!
//! ```
//! use supervise::{KeyTaken, Lagged, Registry, RegistryEvent};
//! use supervise::prelude::*;
//!
//! /// By number, with the name of who it is.
//! type Sessions = Registry<u64, SessionRef, String>;
//!
//! struct Session;
//!
//! #[managed_process]
//! impl Session {
//!     #[init]
//!     fn start(number: u64, who: String, all: Sessions, cx: &mut Cx<Self>) -> Result<Self, KeyTaken<u64>> {
//!         cx.register(&all.key_with(number, who))?;
//!         Ok(Session)
//!     }
//! }
//!
//! /// Who is there, as a process that is told of it.
//! struct Lobby(Vec<String>);
//!
//! #[managed_process]
//! impl Lobby {
//!     #[init]
//!     fn start(all: Sessions, cx: &mut Cx<Self>) -> Self {
//!         cx.attach(all.listen());
//!         Lobby(Vec::new())
//!     }
//!
//!     #[info]
//!     fn change(&mut self, event: Result<RegistryEvent<u64, SessionRef, String>, Lagged>) {
//!         match event {
//!             Ok(RegistryEvent::Registered(session)) => self.0.push(session.value),
//!             Ok(RegistryEvent::Unregistered(session)) => self.0.retain(|who| *who != session.value),
//!             // Too slow: a real one would ask for `registrations` now.
//!             _ => {}
//!         }
//!     }
//!
//!     #[call]
//!     fn present(&self) -> Vec<String> {
//!         self.0.clone()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let all = Sessions::new();
//! let lobby = Lobby::spawn(all.clone()).await?;
//! let ann = Session::spawn(1, "Ann".to_owned(), all.clone()).await?;
//! assert_eq!(all.lookup(&1), Some(ann.clone()));
//! assert!(Session::spawn(1, "Bob".to_owned(), all.clone()).await.is_err());
//! # tokio::time::sleep(std::time::Duration::from_millis(1)).await;
//! assert_eq!(lobby.present().await?, ["Ann"]);
//!
//! ann.shutdown().await;
//! assert!(all.is_empty());
//! # tokio::time::sleep(std::time::Duration::from_millis(1)).await;
//! assert!(lobby.present().await?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # A registry of your own
//!
//! Whatever implements [`Via`](crate::Via) can be registered under. You are given the
//! [`Holder`](crate::Holder), which knows whether it may be found, and whether it is gone:
//!
//! ```
//! use std::sync::Mutex;
//! use supervise::prelude::*;
//! use supervise::{Holder, Via};
//!
//! /// The one who leads; another may take over when it is gone.
//! #[derive(Clone, PartialEq)]
//! struct Leader;
//!
//! static LEADER: Mutex<Option<Holder<NodeRef>>> = Mutex::new(None);
//!
//! impl Leader {
//!     fn get(&self) -> Option<NodeRef> {
//!         let leader = LEADER.lock().ok()?;
//!         leader.as_ref().filter(|leader| leader.is_present()).map(|leader| leader.handle().clone())
//!     }
//! }
//!
//! impl Via for Leader {
//!     type Handle = NodeRef;
//!     type Taken = std::io::Error;
//!
//!     fn register(&self, holder: Holder<NodeRef>) -> Result<(), std::io::Error> {
//!         let mut leader = LEADER.lock().map_err(|_| std::io::Error::other("broken"))?;
//!         match &*leader {
//!             Some(other) if !other.is_gone() && *other != holder => Err(std::io::Error::other("there is one")),
//!             _ => {
//!                 *leader = Some(holder);
//!                 Ok(())
//!             }
//!         }
//!     }
//!
//!     fn unregister(&self, holder: &Holder<NodeRef>) {
//!         if let Ok(mut leader) = LEADER.lock()
//!             && leader.as_ref() == Some(holder)
//!         {
//!             *leader = None;
//!         }
//!     }
//! }
//!
//! struct Node;
//!
//! #[managed_process]
//! impl Node {
//!     #[init]
//!     fn start(cx: &mut Cx<Self>) -> Result<Self, std::io::Error> {
//!         cx.register(&Leader)?;
//!         Ok(Node)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let first = Node::spawn().await?;
//! assert_eq!(Leader.get(), Some(first.clone()));
//! assert!(Node::spawn().await.is_err());
//! first.shutdown().await;
//! assert!(Leader.get().is_none());
//! # Ok(())
//! # }
//! ```
//!
//! # Recipients
//!
//! A [`Recipient<M>`](crate::Recipient) sends to any process with an `#[info]` handler for `M`. It is made of
//! that process's handle, compared by place, and can be linked and monitored:
//!
//! ```
//! use supervise::Recipient;
//! use supervise::prelude::*;
//!
//! struct Reading(f64);
//!
//! struct Sensor {
//!     display: Recipient<Reading>,
//! }
//!
//! #[managed_process]
//! impl Sensor {
//!     #[call]
//!     async fn measure(&mut self) {
//!         // Whoever displays it.
//!         let _ = self.display.send(Reading(21.5)).await;
//!     }
//! }
//!
//! struct Display(f64);
//!
//! #[managed_process]
//! impl Display {
//!     #[info]
//!     fn show(&mut self, reading: Reading) {
//!         self.0 = reading.0;
//!     }
//!
//!     #[call]
//!     fn shown(&self) -> f64 {
//!         self.0
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let display = Display(0.0).spawn();
//! let sensor = Sensor { display: display.recipient() }.spawn();
//! sensor.measure().await?;
//! assert_eq!(display.shown().await?, 21.5);
//! # Ok(())
//! # }
//! ```
//!
//! # Groups
//!
//! A [`Group<M>`](crate::Group) has members that want the same messages. A process [joins](crate::Cx::join)
//! and [leaves](crate::Cx::leave); when it ends it has left before anybody is told of its end. A broadcast
//! waits for nobody, and says how many it has reached and how many it has missed. Who
//! [listens](crate::Group::listen) is told who joins and who leaves. A group is a value, here in
//! the parameters of a tree:
//!
//! ```
//! use supervise::Group;
//! use supervise::prelude::*;
//!
//! #[derive(Clone)]
//! struct Price(u32);
//!
//! struct Board(u32);
//!
//! #[managed_process]
//! impl Board {
//!     #[init]
//!     fn start(prices: Group<Price>, cx: &mut Cx<Self>) -> Self {
//!         cx.join(&prices);
//!         Board(0)
//!     }
//!
//!     #[info]
//!     fn price(&mut self, price: Price) {
//!         self.0 = price.0;
//!     }
//!
//!     #[call]
//!     fn shown(&self) -> u32 {
//!         self.0
//!     }
//! }
//!
//! supervision_tree! {
//!     Market(prices: Group<Price>) {
//!         north: Board(prices.clone()),
//!         south: Board(prices.clone()),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let prices = Group::new();
//! let market = Market::start(prices.clone()).await?;
//! assert_eq!(prices.broadcast(Price(7)).reached, 2);
//! assert_eq!(market.south().shown().await?, 7);
//! market.shutdown().await;
//! assert!(prices.is_empty());
//! # Ok(())
//! # }
//! ```
