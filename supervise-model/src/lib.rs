//! The declared supervision tree as plain data.
//!
//! The macros check a declaration with it while the user compiles, the runtime checks a built one
//! with it when it starts: one rule book for both. It depends on nothing.
//! Users reach it through the `supervise` crate.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod budget;
mod check;
mod draw;
mod limit;
mod order;
mod picture;
mod policy;
mod problem;
mod radius;
mod spec;

pub use budget::{budget_fits, longest_budget, total_budget};
pub use check::{check, check_child};
pub use limit::{AtLimit, Backoff, Limit};
pub use order::{AutoShutdown, Direction, RestartOrder, ShutdownOrder, StartOrder};
pub use picture::BlastRadius;
pub use policy::{Reinit, Restart, Route, Shutdown, Strategy, Timeout};
pub use problem::{Problem, ProblemKind};
pub use spec::{ChildKind, ChildSpec, SupervisorSpec};
