//! What those are told who listen: in the log, as events, and in the account of a shutdown.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::time::Instant;

use super::super::core::{ChildKey, Note};
use super::super::event::{self, TreeEventKind as Kind};
use super::super::plan::Entry;
use super::super::root::{Stopped, StoppedHow};
use super::{Shell, path};
use crate::exit::ExitReason;
use crate::pid::Pid;

/// How children are stopped while their supervisor ends.
#[derive(Default)]
pub(super) struct Stops {
    begun: bool,
    /// Those that were told to, and have not ended yet.
    told: BTreeMap<ChildKey, Told>,
}

struct Told {
    at: Instant,
    out_of_time: bool,
}

impl Shell {
    pub(super) fn starting(&self, entry: &Entry, pid: Pid) {
        event::record(&self.plan, || Some(path(entry)), || Kind::Starting { pid });
    }

    /// Said once, before the first child is stopped.
    pub(super) fn shutting_down(&mut self) {
        if !std::mem::replace(&mut self.stops.begun, true) {
            event::record(&self.plan, || None, || Kind::ShuttingDown);
        }
    }

    /// The child is told to end.
    pub(super) fn stopping(&mut self, key: ChildKey) {
        if self.core.is_ending() {
            self.shutting_down();
            if self.in_order() {
                self.told(key);
            }
        }
    }

    /// Since when it is told to end, and whether its time is up.
    fn told(&mut self, key: ChildKey) -> &mut Told {
        let slot = self.children.get(key);
        let order = slot.and_then(|slot| slot.entry.place.core().end_order());
        let at = order.map_or(self.now, |order| order.since);
        let out_of_time = false;
        let told = Told { at, out_of_time };
        self.stops.told.entry(key).or_insert(told)
    }

    /// Adds a line to the account of the shutdown: also of one that was being stopped when that began.
    fn account(&mut self, key: ChildKey, reason: Option<&ExitReason>) {
        if !(self.in_order() && self.core.is_ending()) {
            self.stops.told.remove(&key);
            return;
        }
        let &mut Told { at, out_of_time } = self.told(key);
        self.stops.told.remove(&key);
        let how = match reason {
            None => StoppedHow::Abandoned,
            Some(_) if out_of_time => StoppedHow::OutOfTime,
            Some(ExitReason::Killed) => StoppedHow::Killed,
            Some(reason) if reason.is_graceful() => StoppedHow::InOrder,
            Some(reason) => StoppedHow::Failed(reason.clone()),
        };
        if let Some(slot) = self.children.get(key) {
            self.aftermath.stopped.push(Stopped {
                path: path(&slot.entry),
                how,
                took: self.now.saturating_duration_since(at),
            });
        }
    }

    pub(super) fn note(&mut self, note: &Note) {
        if let Note::StartFailed(key, _) | Note::GaveUp(key, _) = note
            && let Some(slot) = self.children.get_mut(*key)
        {
            let below = slot.culprit.take();
            self.culprit = Some((*key, below.unwrap_or_else(|| path(&slot.entry))));
        }
        match note {
            // Where we are started again ourselves, that has to help: the state that made it fail
            // over and over is no good.
            Note::GaveUp(key, _) | Note::Disabled(key, _) => {
                if let Some(slot) = self.children.get(*key) {
                    slot.entry.forget_states();
                }
            }
            Note::Restarting {
                child, siblings, ..
            } => {
                for key in siblings.iter().chain([child]) {
                    if let Some(slot) = self.children.get(*key) {
                        // Those before it in the order are started first.
                        slot.entry.place.core().set_in_line(!siblings.is_empty());
                    }
                }
            }
            Note::Stopped(key, reason) => self.account(*key, Some(reason)),
            Note::Abandoned(key) => self.account(*key, None),
            Note::OutOfTime(key) => self.told(*key).out_of_time = true,
            _ => {}
        }
        self.count(note);
        self.log(note);
        self.publish(note);
    }

    pub(super) fn name(&self, key: ChildKey) -> Arc<str> {
        let slot = self.children.get(key);
        slot.map_or_else(|| Arc::from("?"), |slot| path(&slot.entry))
    }

    fn count(&self, note: &Note) {
        let counters = &self.plan.counters;
        let counter = match note {
            Note::Started(_) => Some(&counters.starts),
            Note::Died(..) | Note::StartFailed(..) => Some(&counters.exits),
            Note::Stopped(..) => Some(&counters.stops),
            Note::Abandoned(_) => Some(&counters.abandoned),
            Note::Restarting { .. } => Some(&counters.restarts),
            _ => None,
        };
        if let Some(counter) = counter {
            counter.grow();
        }
        if let Note::Restarting { .. } | Note::Gone(..) | Note::StillRunning(_) = note {
            let recent = self.core.recent().map(|since| self.epoch + since).collect();
            *self.plan.recent.lock() = recent;
        }
    }

    fn log(&self, note: &Note) {
        match note {
            Note::Started(_) | Note::Ignored(_) | Note::GroupRestarted(_) => {}
            Note::Died(child, reason) if reason.is_graceful() => {
                tracing::debug!(child = %self.name(*child), %reason, "child ended");
            }
            Note::Died(child, reason) => {
                tracing::error!(child = %self.name(*child), %reason, "child died");
            }
            Note::StartFailed(child, reason) => {
                tracing::error!(child = %self.name(*child), %reason, "child did not start");
            }
            Note::Restarting {
                child,
                siblings,
                delay,
            } => {
                let siblings = siblings.len();
                tracing::info!(child = %self.name(*child), siblings, ?delay, "restarting");
            }
            Note::Paused { child, open, delay } => {
                tracing::error!(child = %self.name(*child), open, ?delay, "too many restarts: left down for a while");
            }
            Note::Disabled(child, reason) => {
                tracing::error!(child = %self.name(*child), %reason, "too many restarts: disabled");
            }
            Note::AutoShutdown(child) => {
                tracing::info!(child = %self.name(*child), "significant child ended: shutting down");
            }
            Note::OutOfTime(child) => {
                tracing::warn!(child = %self.name(*child), "child is killed: its shutdown budget has run out");
            }
            Note::Stopped(child, reason) => {
                tracing::debug!(child = %self.name(*child), %reason, "child stopped");
            }
            Note::Abandoned(child) => {
                tracing::error!(child = %self.name(*child), "child was killed but does not yield: abandoned");
            }
            Note::StillRunning(child) => {
                tracing::error!(child = %self.name(*child), "an abandoned child still runs in this place");
            }
            Note::Gone(child, reason) => {
                tracing::info!(child = %self.name(*child), %reason, "an abandoned child has ended");
            }
            Note::GaveUp(child, reason) => {
                tracing::error!(
                    supervisor = %self.plan.place.core.label(), child = %self.name(*child), %reason,
                    "too many restarts: giving up"
                );
            }
        }
    }

    fn publish(&self, note: &Note) {
        let child = note.child();
        let Some(slot) = self.children.get(child) else {
            return;
        };
        event::record(
            &self.plan,
            || Some(path(&slot.entry)),
            || Kind::of(note, slot.entry.place.core().pid(), &|key| self.name(key)),
        );
    }
}
