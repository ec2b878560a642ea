//! `#[pure]`: code that has no side effects, proved by sending every call in it to the callee's twin,
//! which exists only for what is pure.

mod signature;
mod trust;

pub(crate) use trust::trust_pure;

use signature::twin;
