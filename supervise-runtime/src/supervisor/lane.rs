//! What reaches a supervisor: reports of its children and requests.

use std::sync::Arc;

use supervise_model::Restart;

use super::core::{RequestError, Run};
use super::plan::Entry;
use crate::exit::ExitReason;
use crate::mailbox::Envelope;
use crate::message::{Message, Undelivered};
use crate::pid::{Pid, PlaceId};
use crate::place::Place;
use crate::reply::ReplyTo;

/// A supervisor's messages. Its mailbox is unbounded, and no user message ever stands in it.
pub(crate) enum Lane {
    /// A child's report, for the incarnation of the supervisor that has started the child.
    Report {
        supervisor: Pid,
        run: Run,
        news: News,
    },
    StartChild {
        entry: Arc<Entry>,
        reply: ReplyTo<(), RequestError>,
    },
    StopChild {
        place: PlaceId,
        reply: ReplyTo<(), RequestError>,
    },
}

pub(crate) enum News {
    Started,
    Ignored,
    Ended(ExitReason),
}

impl Message for Lane {
    fn fail(self, why: &Undelivered) {
        match self {
            Self::Report { .. } => {}
            Self::StartChild { reply, .. } | Self::StopChild { reply, .. } => reply.fail(why),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::Report { .. } => "report",
            Self::StartChild { .. } => "start_child",
            Self::StopChild { .. } => "stop_child",
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
            News::Ended(reason)
        });
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
        self.lane.mailbox.push_notice(Envelope::Message(report));
    }
}
