//! What the core knows of one child.

use std::time::Duration;

use supervise_model::{Restart, Shutdown};

use super::trouble::Trouble;
#[cfg(test)]
use super::words::ChildState;
use super::words::{Doing, Policy, RequestKey};
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
    /// Asked to handle what has come in, and then to end.
    Draining,
    /// Asked to end.
    Stopping,
    Killed,
    /// Killed in vain. Nobody waits for its end any more, but nothing is started in its place
    /// while it lives.
    Abandoned,
}

/// Whether somebody follows in a child's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Vacancy {
    None,
    /// Nobody for now: its circuit is open.
    ForAWhile,
    /// Nobody, unless somebody asks for it.
    ForGood,
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
    /// What its place was reported to be since it was started in.
    pub(super) vacancy: Vacancy,
    /// Its group is being restarted, and it is started when its turn in that has come.
    pub(super) with_group: bool,
    /// It was stopped by request, and so stays down when its group is restarted.
    pub(super) halted: bool,
    /// Some run of it has got through its init. Until then a failed start is nobody's restart:
    /// it fails the boot.
    pub(super) proven: bool,
    /// It was added by request, and has not started yet or is not wanted any more: once it is down it is
    /// forgotten.
    pub(super) on_approval: bool,
    /// Its failures, if more is said about them than that it is started again.
    pub(super) trouble: Option<Box<Trouble>>,
    /// The one timer that is in force for it, by serial number.
    pub(super) timer: Option<u64>,
    /// The request that is answered when its next start has succeeded or failed.
    pub(super) start_request: Option<RequestKey>,
    /// The requests that are answered when it is down.
    pub(super) stop_requests: Vec<RequestKey>,
}

impl Child {
    pub(super) fn new(label: Label, policy: Policy) -> Self {
        let extras = policy.extras.as_ref();
        Self {
            label,
            trouble: extras
                .filter(|extras| extras.backoff.is_some() || extras.limit.is_some())
                .map(|extras| Box::new(Trouble::new(extras.limit))),
            policy,
            run: 0,
            state: State::Down,
            wanted: true,
            vacancy: Vacancy::None,
            with_group: false,
            halted: false,
            proven: false,
            on_approval: false,
            timer: None,
            start_request: None,
            stop_requests: Vec::new(),
        }
    }

    /// Whether there is a run that was not yet told to end.
    pub(super) fn is_up(&self) -> bool {
        matches!(self.state, State::Starting | State::Running)
    }

    /// Whether it is started without regard to others: somebody asked for it, whom a slow stop or
    /// start of another child does not concern.
    pub(super) fn starts_alone(&self) -> bool {
        self.start_request.is_some() && !self.with_group
    }

    /// Whether a group restart that it is part of brings it back. One that was abandoned when nobody
    /// wanted it again is left alone.
    pub(super) fn returns_with_group(&self) -> bool {
        let left = self.state == State::Abandoned && !self.wanted;
        self.policy.restart != Restart::Temporary && !self.halted && !left
    }

    /// Whether those that start after it wait while its start is put off.
    pub(super) fn holds_others_up(&self) -> bool {
        let trouble = self.trouble.as_ref();
        !self.policy.optional && trouble.is_none_or(|trouble| !trouble.is_on_probation())
    }

    /// For how long its start is put off.
    pub(super) fn waits(&self, now: Duration) -> Duration {
        let trouble = self.trouble.as_ref();
        trouble.map_or(Duration::ZERO, |trouble| {
            trouble.not_before.saturating_sub(now)
        })
    }

    /// Whether its place is to be empty until it starts.
    pub(super) fn is_open(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.open)
    }

    pub(super) fn doing(&self) -> Doing {
        match self.state {
            State::Running => Doing::Running,
            State::Draining if !self.wanted => Doing::Down,
            State::Down | State::Stopping | State::Killed | State::Abandoned if !self.wanted => {
                Doing::Down
            }
            _ => Doing::Restarting,
        }
    }

    /// How long an abandoned run is left alone between two tries to start in its place.
    pub(super) fn retry_after(&self, now: Duration) -> Duration {
        let budget = match self.policy.shutdown {
            Shutdown::After(budget) => budget.max(GRACE),
            _ => GRACE,
        };
        budget.max(self.waits(now))
    }

    pub(super) fn drain(&self) -> Option<Duration> {
        self.policy.extras.as_ref()?.drain
    }

    #[cfg(test)]
    pub(super) fn shown_state(&self) -> ChildState {
        match self.state {
            State::Down if self.wanted => ChildState::Waiting,
            State::Down => ChildState::Vacant,
            State::Starting => ChildState::Starting,
            State::Running => ChildState::Running,
            State::Draining | State::Stopping | State::Killed => ChildState::Stopping,
            State::Abandoned => ChildState::Abandoned,
        }
    }
}
