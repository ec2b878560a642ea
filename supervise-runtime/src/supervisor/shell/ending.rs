//! The end of a supervisor, and what it leaves.

use std::sync::Arc;

use super::super::core::{RequestError, Run, Table};
use super::super::event::{self, TreeEventKind};
use super::super::label::Label;
use super::super::lane::{Abandoned, Aftermath};
use super::super::root::{Outcome, StartError};
use super::{Owner, Shell, path};
use crate::exit::ExitReason;
use crate::message::{Undelivered, fail_all};
use crate::place::AnyPlace;

impl Shell {
    pub(super) fn finish(&mut self, reason: &ExitReason, abandoned: &[Arc<str>]) {
        self.over = true;
        self.shutting_down();
        self.plan.place.core.ending(self.pid);
        tracing::debug!(supervisor = %self.plan.place.core.label(), %reason, "ended");
        for (_, request) in self.requests.drain() {
            request.answer(Err(RequestError::ShuttingDown));
        }
        let left = self.children.values();
        let left = left.filter(|slot| abandoned.contains(&slot.entry.label.text()));
        let left = left.filter_map(|slot| {
            Some(Abandoned {
                path: path(&slot.entry),
                place: Arc::downgrade(&slot.entry.place),
                pid: slot.current?.1,
            })
        });
        self.aftermath.abandoned.extend(left);
        self.aftermath.abandoned.retain(Abandoned::still_runs);
        let started = match &mut self.owner {
            Owner::Root(started) => {
                let Aftermath {
                    culprit,
                    unclean,
                    abandoned,
                    stopped,
                } = std::mem::take(&mut self.aftermath);
                let outcome = Outcome {
                    reason: reason.clone(),
                    unclean,
                    abandoned: abandoned.into_iter().map(|left| left.path).collect(),
                    stopped,
                };
                // A root has one incarnation, so this is the first time.
                let _ = self.plan.outcome.set(outcome.clone());
                let outcome = Box::new(outcome);
                let error = match culprit {
                    Some(child) => StartError::Child { child, outcome },
                    // It was told to end while it was starting.
                    None => StartError::Ended(outcome),
                };
                started.take().map(|reply| (reply, error))
            }
            Owner::Supervisor(_) => None,
        };
        event::record(
            &self.plan,
            || None,
            || TreeEventKind::Ended {
                reason: reason.clone(),
            },
        );
        self.gone(reason);
        if let Some((reply, error)) = started {
            reply.refuse(error);
        }
    }

    /// Takes over what a supervisor below has left.
    pub(super) fn inherit(&mut self, run: Run, aftermath: Aftermath) {
        let Aftermath {
            culprit,
            unclean,
            abandoned,
            stopped,
        } = aftermath;
        if let Some(slot) = self.children.get_mut(run.child) {
            slot.culprit = culprit;
        }
        self.aftermath.unclean.extend(unclean);
        self.aftermath.stopped.extend(stopped);
        self.aftermath.abandoned.retain(Abandoned::still_runs);
        self.aftermath.abandoned.extend(abandoned);
    }

    pub(super) fn path_below(&self, name: &Arc<str>) -> Arc<str> {
        Label::Name(Arc::clone(name)).path(self.plan.gate.below())
    }

    fn gone(&mut self, reason: &ExitReason) {
        let place = &self.plan.place;
        let follows = match &self.owner {
            Owner::Root(_) => false,
            Owner::Supervisor(report) => report.may_restart(reason),
        };
        self.plan.gate.clear();
        if follows {
            // Those that were added are not started again.
            let added = std::mem::replace(&mut *self.plan.added.lock(), Table::new());
            *self.plan.listed.lock() = None;
            for entry in added.values() {
                entry.dismiss(reason);
            }
            for entry in self.plan.children() {
                entry.place.core().set_in_line(true);
            }
            fail_all(
                &place.core,
                place.mailbox.cut(&|| false),
                &Undelivered::Restarted,
            );
        } else {
            self.plan.vacate(reason);
            place.close(reason);
        }
        if let Some(estate) = place.core.ended(self.pid, reason, follows) {
            estate.settle(self.pid, reason);
        }
        match &self.owner {
            Owner::Root(_) => self.plan.end_events(),
            Owner::Supervisor(report) => {
                report.ended_with(reason.clone(), std::mem::take(&mut self.aftermath));
            }
        }
    }
}
