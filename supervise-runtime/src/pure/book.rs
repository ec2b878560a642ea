//! What an incarnation of a pure process keeps beside its state.

use tokio::time::Instant;

use super::meta::Facts;
use super::token::Deferred;
use crate::message::Undelivered;
use crate::pid::Pid;

/// The incarnation's own account.
pub(crate) struct Book {
    since: Instant,
    /// How many inputs it has taken.
    taken: u64,
    /// How many panics it has survived.
    pub(super) resumed: u32,
    /// Calls that are answered later.
    pub(super) deferred: Deferred,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self {
            since: Instant::now(),
            taken: 0,
            resumed: 0,
            deferred: Deferred::default(),
        }
    }

    /// The number of the next input. The first is 1.
    pub(super) fn next(&mut self) -> u64 {
        self.taken += 1;
        self.taken
    }

    pub(crate) fn fail_deferred(&mut self, why: &Undelivered) {
        self.deferred.fail_all(why);
    }

    pub(super) fn since(&self) -> Instant {
        self.since
    }
}

/// Where and when an input was taken; the clock is read only when somebody asks.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    pub(super) pid: Pid,
    pub(super) sender: Option<Pid>,
    pub(super) sequence: u64,
    pub(super) since: Instant,
}

impl Taken {
    pub(super) fn facts(&self) -> Facts {
        Facts {
            pid: self.pid,
            sender: self.sender,
            sequence: self.sequence,
            taken_at: std::time::SystemTime::now(),
            since_start: self.since.elapsed(),
        }
    }
}
