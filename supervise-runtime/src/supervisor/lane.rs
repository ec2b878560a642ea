//! What reaches a supervisor: reports of its children and requests.

use std::sync::{Arc, Weak};

use supervise_model::Restart;

use super::core::{RequestError, Run};
use super::plan::Entry;
use super::root::Stopped;
use super::shell;
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::message::{Message, Undelivered};
use crate::pid::Pid;
use crate::place::{AnyPlace, Place};
use crate::reply::ReplyTo;

/// A supervisor's messages. Its mailbox is unbounded, and no user message ever stands in it.
pub(crate) enum Lane {
    /// A child's report, for the incarnation of the supervisor that has started the child.
    Report {
        supervisor: Pid,
        run: Run,
        news: News,
    },
    Add {
        entry: Arc<Entry>,
        beside: Beside,
        starts: bool,
        reply: ReplyTo<(), RequestError>,
    },
    Ask {
        ask: Ask,
        of: Which,
        reply: ReplyTo<(), RequestError>,
    },
}

/// What may be asked about a child that is there.
#[derive(Clone, Copy)]
pub(crate) enum Ask {
    Start,
    Stop,
    Restart,
    Delete,
    /// Whoever had it added has given up meanwhile.
    Undo,
}

/// Which child is meant.
pub(crate) enum Which {
    Name(Arc<str>),
    Place(Arc<dyn AnyPlace>),
}

/// Where a new child stands among its siblings.
#[derive(Clone)]
pub(crate) enum Beside {
    First,
    Last,
    Before(Arc<str>),
    After(Arc<str>),
}

pub(crate) enum News {
    Started,
    Ignored,
    /// With what there is to be said of those below, if it was a supervisor.
    Ended(ExitReason, Option<Box<Aftermath>>),
}

/// What a supervisor that has ended leaves to the one above to be told. All names are paths.
#[derive(Default)]
pub(crate) struct Aftermath {
    /// The child for which it did not start.
    pub(super) culprit: Option<Arc<str>>,
    /// Those that had to be killed in its shutdown because their budget ran out.
    pub(super) unclean: Vec<Arc<str>>,
    pub(super) abandoned: Vec<Abandoned>,
    /// How its children were stopped.
    pub(super) stopped: Vec<Stopped>,
}

/// A child that could not be stopped.
pub(crate) struct Abandoned {
    pub(super) path: Arc<str>,
    /// Who runs there holds it.
    pub(super) place: Weak<dyn AnyPlace>,
    pub(super) pid: Pid,
}

impl Abandoned {
    pub(super) fn still_runs(&self) -> bool {
        let place = self.place.upgrade();
        place.is_some_and(|place| place.core().still_runs(self.pid))
    }
}

impl Message for Lane {
    fn fail(self, why: &Undelivered) {
        match self {
            Self::Report { .. } => {}
            Self::Add { entry, reply, .. } => {
                entry.turn_away();
                reply.fail(why);
            }
            Self::Ask { reply, .. } => reply.fail(why),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::Report { .. } => "report",
            Self::Add { .. } => "add",
            Self::Ask { .. } => "ask",
        }
    }

    fn is_call(&self) -> bool {
        // A report that nobody reads is no dead letter either: its supervisor is gone.
        true
    }
}

/// How a child tells its supervisor what has become of it.
pub(crate) struct Report {
    pub(super) lane: Arc<Place<Lane>>,
    pub(super) supervisor: Pid,
    pub(super) run: Run,
    pub(super) restart: Restart,
}

impl Report {
    pub(crate) fn started(&self) {
        self.tell(News::Started);
    }

    pub(crate) fn ended(&self, reason: ExitReason, started: bool) {
        // The only normal end before the start is an init that asks to be ignored.
        let ignored = !started && reason.is_normal();
        self.tell(if ignored {
            News::Ignored
        } else {
            News::Ended(reason, None)
        });
    }

    /// The same for a supervisor.
    pub(crate) fn ended_with(&self, reason: ExitReason, aftermath: Aftermath) {
        self.tell(News::Ended(reason, Some(Box::new(aftermath))));
    }

    /// Whether the child may be started again after an end for this reason.
    pub(crate) fn may_restart(&self, reason: &ExitReason) -> bool {
        match self.restart {
            Restart::Temporary => false,
            // One that was told to end may be restarted with its group.
            Restart::Transient => !reason.is_normal(),
            _ => true,
        }
    }

    fn tell(&self, news: News) {
        let report = Lane::Report {
            supervisor: self.supervisor,
            run: self.run,
            news,
        };
        let report = Envelope::Message(report);
        if shell::lends(self.lane.core.id) {
            self.lane.mailbox.push_unnoticed(report);
        } else {
            self.lane.mailbox.push_notice(report);
        }
    }
}
