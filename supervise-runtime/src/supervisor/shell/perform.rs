//! What the core says is to be done.

use std::sync::Arc;

use super::super::core::{ChildKey, Command, Finish, Run};
use super::super::lane::{Report, Which};
use super::super::plan::{Entry, Live};
use super::child_task::ChildTask;
use super::newcomer::{Newcomer, Start};
use super::{Driver, Owner, Shell, Slot};
use crate::exit::ExitReason;
use crate::pid::Pid;
use crate::place::AnyPlace;

impl Shell {
    pub(super) fn perform(&mut self, command: Command) {
        match command {
            Command::Admit(request, key) => {
                let entry = self
                    .requests
                    .get_mut(&request)
                    .and_then(|request| request.entry.take());
                if let Some(entry) = entry {
                    // Only now: its handle could be used before the tree, and with it our own path,
                    // was there.
                    // Of a declared child it is known before, since its handle is.
                    entry.place.core().stand_behind(Arc::clone(&self.plan.gate));
                    if let Some(root) = self.plan.gate.root() {
                        entry.place_below(&root, &self.plan);
                    }
                    self.plan.added.lock().put(key, Arc::clone(&entry));
                    self.insert(key, entry);
                    self.list();
                }
            }
            Command::Start(run) => self.start(run),
            Command::Drain(run) => {
                self.stopping(run.child);
                #[cfg(feature = "testing")]
                if let (Some(stage), Some(slot)) =
                    (self.plan.stage.get(), self.children.get(run.child))
                    && stage.plays()
                {
                    return stage.drain(&slot.entry);
                }
                self.with_current(run, |place, pid| {
                    place.push_last(pid);
                    false
                });
            }
            Command::Exit(run) => {
                self.stopping(run.child);
                self.with_current(run, |place, pid| place.core().order_shutdown(pid, self.now));
            }
            Command::Kill(run) => {
                self.stopping(run.child);
                self.with_current(run, |place, pid| place.core().kill(pid));
            }
            Command::SetTimer(timer, after) => self.timers.set(timer, self.now, after),
            Command::CancelTimer(_) => self.timers.cancel(&self.core),
            Command::Vacant(key, reason) => self.vacant(key, &reason),
            Command::Forget(key) => self.forget(key),
            Command::Answer(request, result) => {
                if let Some(request) = self.requests.remove(&request) {
                    request.answer(result.map(|_| ()));
                }
            }
            Command::Booted => self.booted(),
            Command::Finish(finish) => {
                let Finish {
                    boot_failed,
                    reason,
                    unclean,
                    abandoned,
                } = *finish;
                let unclean = unclean.iter().map(|name| self.path_below(name));
                let unclean: Vec<_> = unclean.collect();
                self.aftermath.unclean.extend(unclean);
                self.aftermath.culprit = boot_failed.map(|child| match self.culprit.take() {
                    Some((key, path)) if key == child => path,
                    _ => self.name(child),
                });
                self.finish(&reason, &abandoned);
            }
            Command::Note(note) => self.note(&note),
        }
    }

    /// Which child is meant, if there is such a one.
    pub(super) fn key_of(&self, which: &Which) -> Option<ChildKey> {
        let place = match which {
            Which::Name(name) => return self.core.named(name).or_else(|| self.numbered(name)),
            Which::Place(place) => place.core(),
        };
        let key = ChildKey::from_number(place.seat());
        let slot = self.children.get(key)?;
        (slot.entry.place.core().id == place.id).then_some(key)
    }

    /// A child without a name of its own is called by its number.
    fn numbered(&self, name: &str) -> Option<ChildKey> {
        let mut slots = self.children.values();
        let slot = slots.find(|slot| !self.in_order() && slot.entry.label.is(name))?;
        Some(ChildKey::from_number(slot.entry.place.core().seat()))
    }

    /// Where the children are others than those that were declared, people are to see them.
    fn list(&self) {
        if self.in_order() {
            let keys = self.core.in_order().into_iter();
            let entries = keys.filter_map(|key| Some(Arc::clone(&self.children.get(key)?.entry)));
            *self.plan.listed.lock() = Some(entries.collect());
        }
    }

    pub(super) fn insert(&mut self, key: ChildKey, entry: Arc<Entry>) {
        entry.place.core().take_seat(key.to_number());
        self.children.put(
            key,
            Slot {
                entry,
                current: None,
                task: None,
                culprit: None,
            },
        );
    }

    fn start(&mut self, run: Run) {
        let Some(slot) = self.children.get_mut(run.child) else {
            return;
        };
        let entry = Arc::clone(&slot.entry);
        // Perhaps by a supervisor before this one.
        let was_abandoned = entry.place.core().live_pid().is_some();
        let pid = entry.place.core().begin_at(self.now);
        if was_abandoned {
            entry.place.fail_stale();
        }
        // Only now: an abandoned run may close it until another has taken over.
        entry.place.open();
        slot.current = Some((run, pid));
        if self.driver.is_some() {
            self.plan.gate.starts(&entry.place);
        }
        let report = Report {
            lane: Arc::clone(&self.plan.place),
            supervisor: self.pid,
            run,
            restart: entry.terms.policy.restart,
        };
        self.starting(&entry, pid);
        #[cfg(feature = "testing")]
        if let Some(stage) = self.plan.stage.get()
            && entry.plan.is_none()
            && stage.plays()
        {
            return stage.enter(&entry, pid, report);
        }
        let Some(driver) = &self.driver else {
            tokio::spawn(Newcomer::new(Start { entry, pid, report }));
            return;
        };
        if let Some(live) = (entry.launch)(pid, report)
            && let Some(slot) = self.children.get_mut(run.child)
        {
            slot.launch(live, driver, was_abandoned);
        }
    }

    /// Sends a control to a run, if it is the one that was started last.
    fn with_current(&self, run: Run, send: impl FnOnce(&dyn AnyPlace, Pid) -> bool) {
        let Some(slot) = self.children.get(run.child) else {
            return;
        };
        if let Some((current, pid)) = slot.current
            && current == run
            && send(&*slot.entry.place, pid)
        {
            match (&self.driver, &slot.task) {
                (Some(driver), Some(task)) => driver.lend(task.polled()),
                _ => slot.entry.place.wake_for_control(),
            }
        }
    }

    fn vacant(&mut self, key: ChildKey, reason: &ExitReason) {
        // A nested supervisor may be started again, and with it those below: who waits for them
        // waits on. If it is not, its own place is vacated, and everything below with it.
        let may_return = self.ending_below_another() && self.in_order();
        let Some(slot) = self.children.get_mut(key) else {
            return;
        };
        slot.task = None;
        if !may_return {
            slot.entry.vacate(reason);
        }
    }

    fn ending_below_another(&self) -> bool {
        matches!(self.owner, Owner::Supervisor(_)) && self.core.is_ending()
    }

    fn forget(&mut self, key: ChildKey) {
        let Some(slot) = self.children.take(key) else {
            return;
        };
        let entry = self.plan.added.lock().take(key);
        drop(entry);
        // Others never stood at the gate.
        if self.in_order() {
            self.plan.gate.forget(&*slot.entry.place);
        }
        slot.entry.dismiss(&ExitReason::NotFound);
        self.list();
    }

    fn booted(&mut self) {
        self.started = true;
        self.plan.gate.clear();
        self.plan.place.core.running(self.pid);
        match &mut self.owner {
            Owner::Root(started) => {
                if let Some(reply) = started.take() {
                    reply.send(());
                }
            }
            Owner::Supervisor(report) => report.started(),
        }
    }
}

impl Slot {
    /// Has a run polled in the child's task, which stays; one that is abandoned has it still.
    fn launch(&mut self, live: Live, driver: &Driver, was_abandoned: bool) {
        let task = self.task.take().filter(|_| !was_abandoned);
        self.task = Some(match task {
            None => ChildTask::spawn(live),
            Some(task) => match task.follow(live) {
                Ok(()) => {
                    driver.lend(task.polled());
                    task
                }
                Err(live) => ChildTask::spawn(live),
            },
        });
    }
}
