//! What the core knows of one child.

use std::time::Duration;

use supervise_model::{Restart, Shutdown};

#[cfg(test)]
use super::words::ChildState;
use super::words::{Policy, RequestKey};
use crate::supervisor::label::Label;

/// How long a killed child has to end before it is abandoned, and the least time between two tries
/// to start in its place. A kill takes effect at the next await, so a child that is still there
/// after this time does not yield.
pub(super) const GRACE: Duration = Duration::from_secs(1);

/// Where the child's run is, as far as the core was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// There is none.
    Down,
    /// Started, its init not yet acknowledged.
    Starting,
    Running,
    /// Asked to end.
    Stopping,
    Killed,
    /// Killed in vain. Nobody waits for its end any more, but nothing is started in its place
    /// while it lives.
    Abandoned,
}

#[derive(Debug)]
pub(super) struct Child {
    pub(super) label: Label,
    pub(super) policy: Policy,
    /// The number of its latest run; 0 before the first.
    pub(super) run: u32,
    pub(super) state: State,
    /// It is to be started when its turn has come; while a run lives: after that run's end.
    pub(super) wanted: bool,
    /// Its place was reported vacant, and not started in since.
    pub(super) vacant: bool,
    /// It was stopped by request, and so stays down when its group is restarted.
    pub(super) halted: bool,
    /// Some run of it has got through its init. Until then a failed start is nobody's restart:
    /// it fails the boot.
    pub(super) proven: bool,
    /// The one timer that is in force for it, by serial number.
    pub(super) timer: Option<u64>,
    /// The request that is answered when its first start has succeeded or failed.
    pub(super) start_request: Option<RequestKey>,
    /// The requests that are answered when it is down.
    pub(super) stop_requests: Vec<RequestKey>,
}

impl Child {
    pub(super) fn new(label: Label, policy: Policy) -> Self {
        Self {
            label,
            policy,
            run: 0,
            state: State::Down,
            wanted: true,
            vacant: false,
            halted: false,
            proven: false,
            timer: None,
            start_request: None,
            stop_requests: Vec::new(),
        }
    }

    /// Whether there is a run that was not yet told to end.
    pub(super) fn is_up(&self) -> bool {
        matches!(self.state, State::Starting | State::Running)
    }

    /// Whether a group restart that it is part of brings it back.
    pub(super) fn returns_with_group(&self) -> bool {
        self.policy.restart != Restart::Temporary && !self.halted
    }

    /// How long an abandoned run is left alone between two tries to start in its place.
    pub(super) fn retry_after(&self) -> Duration {
        match self.policy.shutdown {
            Shutdown::After(budget) => budget.max(GRACE),
            _ => GRACE,
        }
    }

    #[cfg(test)]
    pub(super) fn shown_state(&self) -> ChildState {
        match self.state {
            State::Down if self.wanted => ChildState::Waiting,
            State::Down => ChildState::Vacant,
            State::Starting => ChildState::Starting,
            State::Running => ChildState::Running,
            State::Stopping | State::Killed => ChildState::Stopping,
            State::Abandoned => ChildState::Abandoned,
        }
    }
}
