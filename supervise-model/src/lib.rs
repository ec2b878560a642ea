//! The declared supervision tree as plain data.
//!
//! The macros check a declaration with it while the user compiles, the runtime checks a built one
//! with it when it starts: one rule book for both. It depends on nothing.
//! Users reach it through the `supervise` crate.

mod policy;

pub use policy::{Limit, Restart, Shutdown, Strategy};
