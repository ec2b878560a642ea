//! What a callback may know of the message that it handles.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::token::{Key, Token};
use crate::handle::{Handle, Ref};
use crate::pid::Pid;
use crate::process::Process;

/// What a callback of a pure process may know of its surroundings: it is data that comes with the
/// message. A handler that has `meta: &Meta` among its parameters gets it.
///
/// Only for such a handler is the clock read, once a message, when it is taken.
pub struct Meta<P: Process> {
    own: P::Handle,
    facts: Facts,
}

/// All of it that is the same for every process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(super) pid: Pid,
    pub(super) sender: Option<Pid>,
    pub(super) sequence: u64,
    pub(super) taken_at: SystemTime,
    pub(super) since_start: Duration,
}

impl<P: Process> Meta<P> {
    pub(super) fn new(own: P::Handle, facts: Facts) -> Self {
        Self { own, facts }
    }

    pub(super) fn of(own: &Ref<P>, facts: Facts) -> Self {
        Self::new(P::Handle::from_ref(own.clone()), facts)
    }

    /// The process's own handle.
    #[must_use]
    pub fn own(&self) -> &P::Handle {
        &self.own
    }

    /// Which incarnation of the process this is.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.facts.pid
    }

    /// The process that made the message; `None` when that was outside of any, as in a task, and
    /// for exits and timeouts.
    #[must_use]
    pub fn sender(&self) -> Option<Pid> {
        self.facts.sender
    }

    /// Which message of this incarnation it is, exits and timeouts counted. The first is 1.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.facts.sequence
    }

    /// When it was taken out of the mailbox, by the wall clock.
    #[must_use]
    pub fn taken_at(&self) -> SystemTime {
        self.facts.taken_at
    }

    /// How long the incarnation had run then, by a clock that never goes back.
    #[must_use]
    pub fn since_start(&self) -> Duration {
        self.facts.since_start
    }

    /// Stands for the call that is being handled, so that it can be answered later: see
    /// [`Next::defer`](super::Next::defer). Asked again, it is the same.
    #[must_use]
    pub fn token<R, E>(&self) -> Token<R, E> {
        Token::new(Key {
            pid: self.facts.pid,
            sequence: self.facts.sequence,
        })
    }

    pub(super) fn facts(&self) -> Facts {
        self.facts
    }
}

impl<P: Process> Clone for Meta<P> {
    fn clone(&self) -> Self {
        Self {
            own: self.own.clone(),
            facts: self.facts,
        }
    }
}

impl<P: Process> PartialEq for Meta<P> {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own && self.facts == other.facts
    }
}

impl<P: Process> Eq for Meta<P> {}

impl<P: Process> fmt::Debug for Meta<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("own", &self.own)
            .field("pid", &self.facts.pid)
            .field("sender", &self.facts.sender)
            .field("sequence", &self.facts.sequence)
            .field("taken_at", &self.facts.taken_at)
            .field("since_start", &self.facts.since_start)
            .finish()
    }
}
