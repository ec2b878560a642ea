//! How important a line of the log is.

/// How important a line is that [`Next::log`](crate::Next::log) writes to `tracing`.
///
/// A type of its own, and not `tracing`'s, so that it is plain data for pure code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// What is of interest only to who follows each step.
    Trace,
    /// What is of interest to who looks for a mistake.
    Debug,
    /// What is of interest to who runs the program.
    Info,
    /// What may have to be looked at.
    Warn,
    /// What has to be looked at.
    Error,
}
