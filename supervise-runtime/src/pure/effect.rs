//! How effects look to a test.

use super::level::Level;
use std::sync::Arc;
use std::time::Duration;

/// One effect that a callback asks for, described: see [`Next::effects`](super::Next::effects).
///
/// Processes are named by their path, as [`Handle::path`](crate::Handle::path) says it, messages by
/// their handlers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// A cast to a process.
    SendCast {
        /// To whom.
        to: Arc<str>,
        /// Its handler.
        message: &'static str,
    },
    /// A call to a process, whose answer comes back as a message.
    MakeCall {
        /// To whom.
        to: Arc<str>,
        /// Its handler.
        message: &'static str,
    },
    /// A cast that is sent later.
    After {
        /// How much later.
        delay: Duration,
        /// To whom.
        to: Arc<str>,
        /// Its handler.
        message: &'static str,
    },
    /// A cast that is sent again and again.
    Every {
        /// How often, and first after this time.
        period: Duration,
        /// To whom.
        to: Arc<str>,
        /// Its handler.
        message: &'static str,
    },
    /// The answer to a call that was deferred.
    Answer {
        /// The number of that call's message.
        sequence: u64,
    },
    /// The refusal of a call that was deferred.
    Refuse {
        /// The number of that call's message.
        sequence: u64,
    },
    /// A line of the log.
    Log {
        /// How important it is.
        level: Level,
        /// What it says.
        text: String,
    },
    /// The receive timeout from now on.
    Timeout(Option<Duration>),
    /// Memory is given back until the next message comes.
    Hibernate,
    /// A message of the process to itself, before all others.
    Then {
        /// Its handler.
        message: &'static str,
    },
    /// The end of the process.
    Stop {
        /// The reason, as it is written.
        reason: String,
    },
}
