//! The runtime of `supervise`: processes and supervisors. Users reach it through the facade.

mod exit;
mod pid;
mod supervisor;

pub use exit::{ExitReason, LimitReached, Panic};
pub use pid::Pid;
