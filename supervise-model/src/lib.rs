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
mod policy;
mod spec;

pub use budget::{budget_fits, total_budget};
pub use check::{Problem, ProblemKind, check};
pub use policy::{Limit, Reinit, Restart, Route, Shutdown, Strategy, Timeout};
pub use spec::{ChildKind, ChildSpec, SupervisorSpec};
