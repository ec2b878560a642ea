//! Protocols: a client depends on what a process can do, and not on which process it is.
//!
//! A typed handle belongs to one process. Where several processes can do the same, or a test wants to
//! put another in the place of the real one, declare what a client needs as a
//! [`#[protocol]`](macro@crate::protocol).
//!
//! # Declare, implement, use
//!
//! ```
//! use std::collections::HashMap;
//! use supervise::prelude::*;
//!
//! /// What a store can do.
//! #[protocol]
//! pub trait Store {
//!     #[call]
//!     fn get(&self, key: String) -> Option<String>;
//!
//!     /// `Err` refuses, as in a process.
//!     #[call]
//!     fn put(&self, key: String, value: String) -> Result<(), Full>;
//!
//!     #[cast]
//!     fn clear(&self);
//! }
//!
//! #[derive(Debug)]
//! pub struct Full;
//!
//! #[derive(Default)]
//! pub struct MemoryStore(HashMap<String, String>);
//!
//! #[managed_process(implements = [Store])]
//! impl MemoryStore {
//!     #[call]
//!     pub fn get(&self, key: String) -> Option<String> {
//!         self.0.get(&key).cloned()
//!     }
//!
//!     #[call]
//!     pub async fn put(&mut self, key: String, value: String) -> Result<(), Full> {
//!         self.0.insert(key, value);
//!         Ok(())
//!     }
//!
//!     #[cast]
//!     pub fn clear(&mut self) {
//!         self.0.clear();
//!     }
//!
//!     #[call]
//!     pub fn len(&self) -> usize {
//!         self.0.len()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let memory = MemoryStore::default().spawn();
//! let store: StoreRef = memory.clone().into(); // or `StoreRef::from(&memory)`
//!
//! let refused = store.put("a".into(), "b".into()).await;
//! assert!(refused.is_ok());
//! assert_eq!(store.get("a".into()).await?, Some("b".into()));
//! store.clear().await?;
//! assert_eq!(memory.len().await?, 0);
//! # Ok(())
//! # }
//! ```
//!
//! A process implements a protocol if each method has a handler of that name, a `#[call]` for a
//! `#[call]` and a `#[cast]` for a `#[cast]`, with equal parameters, reply and refusal. That is
//! checked where `implements` says so. How it does it is its own business: the handler may be async,
//! take `&mut self`, have a [`Cx`](crate::Cx) or a [`ReplyTo`](crate::ReplyTo) beside its parameters,
//! or be that of a pure process. It may have other handlers, and implement other protocols.
//!
//! # A test double
//!
//! The client takes the protocol's handle in its `#[init]`, and a test gives it what it likes.
//!
//! ```
//! # use supervise::prelude::*;
//! # #[derive(Clone, Debug)]
//! # pub struct Full;
//! # #[protocol]
//! # pub trait Store {
//! #     #[call]
//! #     fn put(&self, key: String, value: String) -> Result<(), Full>;
//! # }
//! pub struct Guests {
//!     store: StoreRef,
//! }
//!
//! #[managed_process]
//! impl Guests {
//!     #[init]
//!     pub fn open(store: StoreRef) -> Self {
//!         Guests { store }
//!     }
//!
//!     #[call]
//!     pub async fn welcome(&self, name: String) -> String {
//!         match self.store.put(name, "guest".into()).await {
//!             Ok(()) => "welcome".into(),
//!             Err(CallError::Refused(Full)) => "we are full".into(),
//!             Err(_) => "please try again".into(),
//!         }
//!     }
//! }
//!
//! /// A store in which there is no room.
//! struct FullStore;
//!
//! #[managed_process(implements = [Store])]
//! impl FullStore {
//!     #[call]
//!     fn put(&self, _key: String, _value: String) -> Result<(), Full> {
//!         Err(Full)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let guests = Guests::spawn(FullStore.spawn().into()).await?;
//! assert_eq!(guests.welcome("Ada".into()).await?, "we are full");
//! # Ok(())
//! # }
//! ```
//!
//! # In a tree
//!
//! A sibling's name is its handle, so `.into()` is all it takes. The client counts as one that
//! [depends](crate::Strategy::Dependents) on that sibling.
//!
//! ```
//! # use supervise::prelude::*;
//! # #[protocol]
//! # pub trait Store { #[call] fn len(&self) -> usize; }
//! # pub struct MemoryStore;
//! # #[managed_process(implements = [Store])]
//! # impl MemoryStore { #[call] fn len(&self) -> usize { 0 } }
//! # pub struct Guests(StoreRef);
//! # #[managed_process]
//! # impl Guests {
//! #     #[init] fn open(store: StoreRef) -> Self { Self(store) }
//! #     #[call] async fn count(&self) -> Result<usize, CallError> { self.0.len().await }
//! # }
//! supervision_tree! {
//!     Inn() {
//!         store: MemoryStore {},
//!         guests: Guests(store.into()),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let inn = Inn::start().await?;
//! assert_eq!(inn.guests().count().await?, 0);
//!
//! let store: StoreRef = inn.store().into();
//! assert_eq!(&*store.path(), "store");
//! # inn.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! Where the implementation is to be chosen from outside, the function or the builder that chooses
//! is generic: `S: Process<Handle: Into<StoreRef>>`.
//!
//! # Protocols with parameters
//!
//! ```
//! use supervise::prelude::*;
//!
//! #[protocol]
//! pub trait Queue<T> {
//!     #[cast]
//!     fn push(&self, item: T);
//!     #[call]
//!     fn pop(&self) -> Option<T>;
//! }
//!
//! pub struct Stack<T>(Vec<T>);
//!
//! #[managed_process(implements = [Queue<T>])]
//! impl<T> Stack<T> {
//!     #[cast]
//!     pub fn push(&mut self, item: T) {
//!         self.0.push(item);
//!     }
//!
//!     #[call]
//!     pub fn pop(&mut self) -> Option<T> {
//!         self.0.pop()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let queue: QueueRef<u8> = Stack(vec![1, 2]).spawn().into();
//! assert_eq!(queue.pop().await?, Some(2));
//! # Ok(())
//! # }
//! ```
//!
//! # What a protocol's handle can do
//!
//! Its methods return a lazy [`ProtocolCall`](crate::ProtocolCall) or
//! [`ProtocolCast`](crate::ProtocolCast), with the verbs of a [`Call`](crate::Call) and a
//! [`Cast`](crate::Cast), the same errors, the same cancel safety, and the same look for circles of
//! waiting processes. What it can do beside them is in
//! [`ProtocolHandle`](crate::ProtocolHandle): who has it can ask how the process is and wait for its
//! end, but not end it. [`Cx::link`](crate::Cx::link) and [`Cx::monitor`](crate::Cx::monitor) take it as
//! they take the process's own.
//!
//! It is compared by place, as every handle is: two that were made from handles of one process are
//! equal. A conversion allocates once, each call once more than by the typed handle. A process that
//! implements nothing pays nothing.
//!
//! A pure process may implement protocols, and keep a protocol's handle in its state; its callbacks
//! can't send by it, as their effects are for typed handles.
