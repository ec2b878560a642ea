//! What the judge has seen.

use std::fmt;
use std::time::Duration;

use super::super::{Command, Event, Policy};

#[derive(Debug)]
enum Past {
    Ran(Duration),
    Failed(bool),
}

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
    /// It was told to handle what has come in first.
    pub(super) drains: bool,
    pub(super) killed: bool,
    pub(super) abandoned: bool,
    /// Its place is empty; nobody but its group may start it.
    pub(super) vacant: bool,
    /// That was said to be for a while.
    pub(super) for_now: bool,
    /// Its place is empty for a while, and is started in then.
    pub(super) open: bool,
    /// Its group is being restarted, and it is started in its turn.
    pub(super) with_group: bool,
    /// It is to be started, after the end of the run that it may have.
    pub(super) coming: bool,
    /// A restart of it was put off, and whether that was one with its siblings.
    pub(super) put_off: Option<bool>,
    /// It was stopped by request; nobody may start it.
    pub(super) halted: bool,
    /// It was added by request, and has not started yet.
    pub(super) on_approval: bool,
    /// Since when its run is acknowledged.
    up_since: Option<Duration>,
    /// What it has been through: runs, by how long they were, and failures, by whether a limit was
    /// reached with them.
    past: Vec<Past>,
    /// When there were restarts under its own limit.
    pub(super) restarts: Vec<Duration>,
    /// It was said that it is not started before.
    pub(super) not_before: Duration,
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
            drains: false,
            killed: false,
            abandoned: false,
            vacant: false,
            for_now: false,
            open: false,
            with_group: false,
            coming: false,
            put_off: None,
            halted: false,
            on_approval: false,
            up_since: None,
            past: Vec::new(),
            restarts: Vec::new(),
            not_before: Duration::ZERO,
        }
    }

    /// A run begins.
    pub(super) fn starts(&mut self, run: u32) {
        self.run = run;
        self.alive = true;
        self.acknowledged = false;
        self.doomed = false;
        self.told = false;
        self.drains = false;
        self.killed = false;
        self.abandoned = false;
        self.vacant = false;
        self.for_now = false;
        self.open = false;
        self.with_group = false;
        self.coming = false;
        self.put_off = None;
        self.halted = false;
        self.up_since = None;
    }

    pub(super) fn acknowledges(&mut self, now: Duration) {
        self.acknowledged = true;
        self.proven = true;
        if !self.told {
            self.on_approval = false;
            self.up_since = Some(now);
        }
    }

    pub(super) fn forgive(&mut self) {
        self.past.clear();
        self.put_off = None;
        self.up_since = None;
        self.not_before = Duration::ZERO;
    }

    /// Its run is over, or is told to end.
    pub(super) fn ends(&mut self, now: Duration) {
        let lived = self.up_since.take().map(|since| now - since);
        self.past.extend(lived.map(Past::Ran));
    }

    pub(super) fn fails(&mut self) {
        self.past.push(Past::Failed(false));
    }

    pub(super) fn reaches_limit(&mut self) {
        self.past.push(Past::Failed(true));
    }

    /// How often it has failed in a row, if so long a run makes an end of one.
    pub(super) fn in_row(&self, healthy: Duration) -> usize {
        let is_healthy = |past: &Past| matches!(past, Past::Ran(lived) if *lived >= healthy);
        let since = self
            .past
            .iter()
            .rposition(is_healthy)
            .map_or(0, |at| at + 1);
        let failed = |past: &&Past| matches!(past, Past::Failed(_));
        self.past[since..].iter().filter(failed).count()
    }

    /// Whether it has reached a limit, and has not run for so long since.
    pub(super) fn on_probation(&self, period: Duration) -> bool {
        let reached = |past: &Past| matches!(past, Past::Failed(true));
        self.past.iter().rposition(reached).is_some_and(|at| {
            let mut later = self.past[at..].iter();
            !later.any(|past| matches!(past, Past::Ran(lived) if *lived >= period))
        })
    }

    /// Whether nobody waits for it while it is down.
    pub(super) fn is_apart(&self) -> bool {
        self.policy.optional
            || self
                .past
                .iter()
                .any(|past| matches!(past, Past::Failed(true)))
    }

    pub(super) fn is_up(&self) -> bool {
        self.alive && self.acknowledged && !self.doomed && !self.told
    }

    /// Down, and to be started.
    pub(super) fn is_waiting(&self) -> bool {
        !self.alive && (!self.vacant || self.open)
    }

    /// It has no run, or one that nobody waits for.
    pub(super) fn is_gone(&self) -> bool {
        !self.alive || (self.abandoned && self.vacant)
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
