//! Results that are still to come: calls that were begun, tasks, and agents.
//!
//! - [Answers](#answers)
//! - [Begun calls](#begun-calls)
//! - [Tasks](#tasks)
//! - [Streams of tasks](#streams-of-tasks)
//! - [Several at once](#several-at-once)
//! - [Agents](#agents)
//!
//! # Answers
//!
//! A call is answered with what its handler returns, or later, by the right to answer that a handler with
//! [`ReplyTo`](crate::ReplyTo) among its parameters gets: once, from wherever that was moved to. Dropped
//! unanswered, it tells the caller at once; lost with the process, it tells the caller why that ended. One
//! that a task has may answer also after the process was restarted.
//!
//! ```
//! use supervise::prelude::*;
//!
//! struct Desk;
//!
//! #[managed_process]
//! impl Desk {
//!     #[call]
//!     fn work(&mut self, n: u64, reply: ReplyTo<u64>, cx: &mut Cx<Self>) {
//!         // The desk goes on with other calls meanwhile.
//!         let _task = cx.spawn_task(async move { reply.send(n * n) });
//!     }
//!
//!     #[call]
//!     fn ignore(&mut self, reply: ReplyTo<u64>) {
//!         drop(reply);
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let desk = Desk.spawn();
//! assert_eq!(desk.work(5).await?, 25);
//! assert!(matches!(desk.ignore().await, Err(CallError::NoReply)));
//! # Ok(())
//! # }
//! ```
//!
//! # Begun calls
//!
//! [`Call::begin`](crate::Call::begin) sends a call and leaves the answer for later, as a
//! [`Pending`](crate::Pending):
//!
//! ```
//! use std::time::Duration;
//! use supervise::prelude::*;
//!
//! struct Oracle;
//!
//! #[managed_process]
//! impl Oracle {
//!     #[call]
//!     async fn ask(&self) -> u64 {
//!         tokio::time::sleep(Duration::from_secs(60)).await;
//!         42
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let oracle = Oracle.spawn();
//! let mut answer = oracle.ask().begin().await?;
//! assert!(answer.poll_now().is_none());
//! let answer = match answer.timeout(Duration::from_secs(30)).await {
//!     Ok(answer) => answer,
//!     Err(pending) => pending.await, // still to come
//! };
//! assert_eq!(answer?, 42);
//!
//! let answer = oracle.ask().begin().await?;
//! answer.cancel(); // nobody waits any more; `#[call(skip_abandoned)]` would not even begin
//!
//! let answer = oracle.ask().begin().await?;
//! // The same, and waits until that call is over: handled after all, or `CallError::Cancelled`.
//! assert_eq!(answer.cancel_and_wait().await?, 42);
//! # Ok(())
//! # }
//! ```
//!
//! # Tasks
//!
//! A task is a future in a process of its own: its panic is in its result, and it can be linked,
//! monitored, cancelled. [`Task::spawn`](crate::Task::spawn) starts one that belongs to nobody;
//! [`Cx::spawn_task`](crate::Cx::spawn_task) one that is linked with the process that starts it, so that
//! neither outlives the other's failure; a [supervisor of tasks](crate::TasksRef::spawn) stops its tasks when
//! it ends. [`Cx::spawn_task_under`](crate::Cx::spawn_task_under) does both.
//!
//! ```
//! use supervise::{ExitReason, Task};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let task = Task::spawn(async { 1 + 1 });
//! assert_eq!(task.await.ok(), Some(2));
//!
//! let broken: Task<u32> = Task::spawn(async { panic!("no luck") });
//! assert!(matches!(broken.await, Err(ExitReason::Panic(_))));
//!
//! let endless: Task<u32> = Task::spawn(std::future::pending());
//! assert!(matches!(endless.cancel_and_wait().await, Err(ExitReason::Shutdown)));
//! # }
//! ```
//!
//! # Streams of tasks
//!
//! [`Task::stream`](crate::Task::stream) has a task for each item of an iterator, of which so many run at once.
//! The results come in the order of the items, or [as they come](crate::TaskStream::unordered); a task that
//! fails or [takes too long](crate::TaskStream::timeout) is one `Err`, and the others go on. It can be
//! [attached](crate::Cx::attach) to a process as any stream. Dropped, it breaks off what runs.
//!
//! ```
//! use std::time::Duration;
//! use supervise::{Task, TaskError};
//!
//! async fn fetch(page: u64) -> String {
//!     tokio::time::sleep(Duration::from_secs(page)).await;
//!     format!("page {page}")
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let mut pages = Task::stream([3, 60, 1], fetch)
//!     .max_concurrency(2)
//!     .timeout(Duration::from_secs(10));
//! assert_eq!(pages.next().await.unwrap().unwrap(), "page 3");
//! assert!(matches!(pages.next().await, Some(Err(TaskError::TimedOut))));
//! assert_eq!(pages.next().await.unwrap().unwrap(), "page 1");
//! assert!(pages.next().await.is_none());
//! # }
//! ```
//!
//! # Several at once
//!
//! [`wait_all`](crate::wait_all), [`wait_any`](crate::wait_any), [`wait_both`](crate::wait_both) and
//! [`wait_either`](crate::wait_either) wait for calls that were begun, for tasks, and for whatever else is a
//! future. Those that were not first are given back, still to come.
//!
//! ```
//! use std::time::Duration;
//! use supervise::{Task, wait_any};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let tasks = [3, 1, 2].map(|n| {
//!     Task::spawn(async move {
//!         tokio::time::sleep(Duration::from_secs(n)).await;
//!         n
//!     })
//! });
//! let mut left = Vec::from(tasks);
//! let mut order = Vec::new();
//! while let Some((_, result, others)) = wait_any(left).await {
//!     order.extend(result.ok());
//!     left = others;
//! }
//! assert_eq!(order, [1, 2, 3]);
//! # }
//! ```
//!
//! # Agents
//!
//! An [`Agent`](crate::Agent) is a process that holds a value, without a macro. What is given to its handle
//! runs in the agent, one after another.
//!
//! ```
//! use std::collections::HashMap;
//! use supervise::Agent;
//! use supervise::prelude::*;
//!
//! supervision_tree! {
//!     Shop() {
//!         stock: Agent<HashMap<&'static str, u32>>(HashMap::new()),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let shop = Shop::start().await?;
//! shop.stock().update(|stock| stock.insert("tea", 3)).await?;
//! assert_eq!(shop.stock().get(|stock| stock.get("tea").copied()).await?, Some(3));
//! shop.shutdown().await;
//! # Ok(())
//! # }
//! ```
