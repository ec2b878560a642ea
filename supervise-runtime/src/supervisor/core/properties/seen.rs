//! What the judge has seen.

use std::fmt;
use std::time::Duration;

use super::super::{Command, Event, Policy};

/// What an onlooker knows of a child, from what the core was told and what it commanded.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) policy: Policy,
    pub(super) run: u32,
    pub(super) alive: bool,
    pub(super) acknowledged: bool,
    /// Some run of it was acknowledged, or ignored.
    pub(super) proven: bool,
    /// Its latest run goes down with a group: its end is no failure.
    pub(super) doomed: bool,
    pub(super) told: bool,
    pub(super) killed: bool,
    pub(super) abandoned: bool,
    /// Its place is empty; nobody but its group may start it.
    pub(super) vacant: bool,
    /// It was stopped by request; nobody may start it.
    pub(super) halted: bool,
}

impl Seen {
    pub(super) fn new(policy: Policy) -> Self {
        Self {
            policy,
            run: 0,
            alive: false,
            acknowledged: false,
            proven: false,
            doomed: false,
            told: false,
            killed: false,
            abandoned: false,
            vacant: false,
            halted: false,
        }
    }

    pub(super) fn is_up(&self) -> bool {
        self.alive && self.acknowledged && !self.doomed && !self.told
    }
}

/// A line of the trace, kept as it is, since most traces are never read.
pub(super) enum Step {
    Event(Duration, Event),
    Command(Command),
}

impl fmt::Debug for Step {
    /// On one line each, also in a pretty-printed trace.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(at, event) => write!(f, "{at:?} {event:?}"),
            Self::Command(command) => write!(f, "    {command:?}"),
        }
    }
}
