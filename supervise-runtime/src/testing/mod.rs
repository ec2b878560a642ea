//! Tests of processes and trees.
//!
//! Of pure processes: callbacks as plain functions, and replay without a runtime. With the feature
//! `testing` also of trees: a `Recorder` knows what has happened in one, a `Script` makes children that do
//! what a test has written down, a `Probe` keeps what it is sent, and `fault_matrix` tries each kind of
//! failure at each child of a declared tree.

pub use crate::pure::testing::*;

#[cfg(feature = "testing")]
mod probe;
#[cfg(feature = "testing")]
mod recorder;
#[cfg(feature = "testing")]
mod scripted;

#[cfg(feature = "testing")]
pub use self::probe::{Probe, ProbeRef};
#[cfg(feature = "testing")]
pub use self::recorder::Recorder;
#[cfg(feature = "testing")]
pub use self::scripted::{Begin, Bye, Script, Scripted, ScriptedRef};
#[cfg(feature = "testing")]
pub use crate::supervisor::{FaultMatrix, FaultReport, fault_matrix};
