//! Reaching processes without knowing which they are: recipients and groups.
//!
//! - [Recipients](#recipients)
//! - [Groups](#groups)
//!
//! For names see the [guide](crate::_guide#names); for handles of what processes *can do*, and not of what
//! they are, see [protocols](super::protocols).
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
//! waits for nobody, and says how many it has reached and how many it has missed. A group is a value, here in
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
