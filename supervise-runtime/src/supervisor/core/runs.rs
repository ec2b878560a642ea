//! What becomes of runs, and what follows for the goals.

use std::mem;

use supervise_model::{Restart, Shutdown, Strategy};

use super::child::{Child, State};
use super::words::{ChildKey, Mode, Note, RequestError, Run, TimerKey};
use super::{Core, Phase, Why};
use crate::exit::{ExitReason, LimitReached};

impl Core {
    pub(super) fn started(&mut self, run: Run) {
        let key = run.child;
        let Some(child) = self.in_run(run) else {
            return;
        };
        child.proven = true;
        match child.state {
            State::Starting => {
                self.enter(key, State::Running);
                self.set_timer(key, None);
                self.answer_starter(key, Ok(key));
            }
            // The timer that may still be in force is that of its init (see `stop`).
            State::Stopping if child.policy.shutdown == Shutdown::Infinity => {
                self.set_timer(key, None);
            }
            _ => {}
        }
    }

    /// A run is over: it has exited for a reason, or its init chose not to run.
    pub(super) fn over(&mut self, run: Run, exit: Option<ExitReason>) {
        let key = run.child;
        let Some(was) = self.in_run(run).map(|child| child.state) else {
            return;
        };
        if was == State::Down {
            return;
        }
        // Who ends while it waits for its turn to be stopped counts as stopped, as in OTP: siblings
        // that fail together fail once.
        let told = matches!(was, State::Stopping | State::Killed) || self.to_stop.contains(key);
        self.enter(key, State::Down);
        self.set_timer(key, None);
        let ignored = exit.is_none();
        let reason = exit.unwrap_or(ExitReason::Normal);
        match was {
            State::Abandoned => self.gone(key, reason),
            _ if told => self.stopped(key, reason),
            State::Starting if ignored => self.ignored(key),
            State::Starting => self.start_failed(key, reason),
            _ => self.died(key, reason),
        }
    }

    pub(super) fn timer_fired(&mut self, timer: TimerKey) {
        let key = timer.child;
        let child = self.children.get_mut(key);
        let Some(child) = child.filter(|child| child.timer == Some(timer.serial)) else {
            return;
        };
        child.timer = None;
        match child.state {
            State::Starting => {
                let told = self.to_stop.contains(key);
                self.kill(key);
                if !told {
                    self.start_failed(key, ExitReason::StartTimeout);
                }
            }
            State::Stopping => {
                let name = child.label.text();
                if self.is_ending() {
                    self.unclean.push(name);
                }
                self.note(Note::OutOfTime(key));
                self.kill(key);
            }
            State::Killed => self.abandon(key),
            State::Abandoned => self.retry(key),
            State::Down | State::Running => {}
        }
    }

    fn died(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::Died(key, reason.clone()));
        match self.child(key).policy.restart {
            Restart::Temporary => self.vacate(key, reason),
            Restart::Transient if reason.is_graceful() => self.vacate(key, reason),
            _ => self.failed(key, reason),
        }
    }

    fn ignored(&mut self, key: ChildKey) {
        self.child(key).proven = true;
        self.answer_starter(key, Err(RequestError::Ignored));
        self.vacate(key, ExitReason::Normal);
    }

    /// A run failed before its init was through; one that took too long is killed, but not yet down.
    ///
    /// A first start is nobody's restart: it fails the boot, or the request that it is due to.
    fn start_failed(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::StartFailed(key, reason.clone()));
        let booting = matches!(self.phase, Phase::Booting) && !self.child(key).proven;
        let refused = Err(RequestError::StartFailed(reason.clone()));
        if !self.answer_starter(key, refused) && !booting {
            return self.failed(key, reason);
        }
        if self.child(key).state == State::Down {
            self.vacate(key, reason.clone());
        }
        if booting {
            self.end(Why::Reason(reason), Some(key));
        }
    }

    /// The child ended as it was told to.
    fn stopped(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::Stopped(key, reason.clone()));
        self.answer_starter(key, Err(RequestError::StartFailed(reason.clone())));
        let child = self.child(key);
        let requests = mem::take(&mut child.stop_requests);
        if child.wanted {
            self.to_start.insert(key);
        } else {
            self.vacate(key, reason);
        }
        for request in requests {
            self.answer(request, Ok(key));
        }
    }

    /// The child was killed but does not end.
    fn abandon(&mut self, key: ChildKey) {
        self.enter(key, State::Abandoned);
        self.note(Note::Abandoned(key));
        let failed = RequestError::StartFailed(ExitReason::Killed);
        self.answer_starter(key, Err(failed));
        let child = self.child(key);
        let requests = mem::take(&mut child.stop_requests);
        if child.wanted {
            let retry = child.retry_after();
            self.blocked.insert(key);
            self.set_timer(key, Some(retry));
        } else {
            self.vacate(key, ExitReason::Killed);
        }
        for request in requests {
            self.answer(request, Err(RequestError::Abandoned));
        }
    }

    /// It is time to start in the place of an abandoned run, but that is still there.
    fn retry(&mut self, key: ChildKey) {
        self.note(Note::StillRunning(key));
        if !self.window.allow(self.now) {
            return self.give_up(key, ExitReason::Killed);
        }
        let retry = self.child(key).retry_after();
        self.set_timer(key, Some(retry));
    }

    /// An abandoned run has ended after all.
    fn gone(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::Gone(key, reason.clone()));
        if !self.child(key).wanted {
            return self.forget_if_done(key);
        }
        self.blocked.remove(key);
        self.to_start.insert(key);
        if !self.window.allow(self.now) {
            self.give_up(key, reason);
        }
    }

    /// The child must be restarted, and with it whomever the strategy says.
    fn failed(&mut self, key: ChildKey, reason: ExitReason) {
        self.want(key);
        if !self.window.allow(self.now) {
            return self.give_up(key, reason);
        }
        let siblings = self.siblings_affected_by(key);
        for &sibling in &siblings {
            let child = self.child(sibling);
            let returns = child.returns_with_group();
            if child.is_up() {
                self.to_stop.insert(sibling);
            }
            if returns {
                self.want(sibling);
            }
        }
        self.note(Note::Restarting {
            child: key,
            siblings,
        });
    }

    /// Without those whose turn in the boot has not come.
    fn siblings_affected_by(&self, key: ChildKey) -> Vec<ChildKey> {
        let first = match self.mode {
            Mode::Static(Strategy::OneForAll) => ChildKey::FIRST,
            Mode::Static(Strategy::RestForOne) => key,
            _ => return Vec::new(),
        };
        let range = self.children.keys().filter(|&sibling| sibling >= first);
        let booted = range.filter(|&sibling| !self.to_boot.contains(sibling));
        booted.filter(|&sibling| sibling != key).collect()
    }

    /// One restart too many: stops all children and ends.
    fn give_up(&mut self, key: ChildKey, reason: ExitReason) {
        let limit = LimitReached {
            child: self.child(key).label.text(),
            reason: reason.clone(),
            restarts: self.window.most(),
            abandoned: Vec::new(),
        };
        self.note(Note::GaveUp(key, reason.clone()));
        self.unwant(key, reason);
        let boot_failed = matches!(self.phase, Phase::Booting).then_some(key);
        self.end(Why::Limit(limit), boot_failed);
    }

    /// The child, if this is its latest run.
    fn in_run(&mut self, run: Run) -> Option<&mut Child> {
        let child = self.children.get_mut(run.child)?;
        (child.run == run.number).then_some(child)
    }
}
