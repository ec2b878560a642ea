//! What becomes of runs, and what follows for the goals.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use supervise_model::{AtLimit, AutoShutdown, Restart, Shutdown, Strategy};

use super::child::{Child, State};
use super::trouble::{PutOff, Trouble, Verdict};
use super::window::Window;
use super::words::{ChildKey, Mode, Note, RequestError, Run, TimerKey};
use super::{Core, Phase, Why};
use crate::exit::{ChildFailure, ExitReason, LimitReached};

impl Core {
    pub(super) fn started(&mut self, run: Run) {
        let (key, now) = (run.child, self.now);
        let Some(child) = self.in_run(run) else {
            return;
        };
        child.proven = true;
        match child.state {
            State::Starting => {
                child.on_approval = false;
                if let Some(trouble) = &mut child.trouble {
                    trouble.started(now);
                }
                self.enter(key, State::Running);
                self.set_timer(key, None);
                self.note(Note::Started(key));
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
        let told = matches!(was, State::Draining | State::Stopping | State::Killed)
            || self.to_stop.contains(key);
        self.enter(key, State::Down);
        self.set_timer(key, None);
        let ignored = exit.is_none();
        let reason = exit.unwrap_or(ExitReason::Normal);
        match was {
            State::Abandoned => self.gone(key, &reason),
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
            State::Draining => self.ask_to_end(key),
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
            State::Down => {
                self.held.remove(key);
                self.come_back(key);
            }
            State::Running => {}
        }
    }

    fn died(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::Died(key, reason.clone()));
        let restarts = match self.child(key).policy.restart {
            Restart::Transient => !reason.is_graceful(),
            _ => true,
        };
        if restarts && !self.is_never_restarted(key) {
            return self.failed(key, &reason, true);
        }
        self.retire(key, reason);
    }

    /// The child is over for good, by itself, and with it the supervisor if it was significant.
    fn retire(&mut self, key: ChildKey, reason: ExitReason) {
        let significant = self.child(key).policy.significant;
        let ends = significant && !self.is_ending() && self.ends_without(key);
        if ends {
            // While it is known who that was.
            self.note(Note::AutoShutdown(key));
        }
        // One whose init took too long is killed, but not down yet.
        if self.child(key).state == State::Down {
            self.vacate(key, reason);
        }
        if ends {
            self.end(Why::Reason(ExitReason::Shutdown), None);
        }
    }

    fn is_never_restarted(&mut self, key: ChildKey) -> bool {
        let never = matches!(self.rules.mode, Mode::Static(Strategy::None));
        never || self.child(key).policy.restart == Restart::Temporary
    }

    /// Whether the supervisor ends with this significant child, which has ended by itself.
    fn ends_without(&self, key: ChildKey) -> bool {
        match self.rules.auto_shutdown {
            AutoShutdown::AnySignificant => true,
            AutoShutdown::AllSignificant => {
                let mut others = self.children.keys().filter(|&other| other != key);
                !others.any(|other| self.lives_and_matters(other))
            }
            _ => false,
        }
    }

    /// Whether it is a significant child that lives, or will again: not one that is on its way out.
    fn lives_and_matters(&self, key: ChildKey) -> bool {
        self.children.get(key).is_some_and(|child| {
            let stays = child.is_up() && !self.to_stop.contains(key);
            child.policy.significant && (child.wanted || stays)
        })
    }

    fn ignored(&mut self, key: ChildKey) {
        let child = self.child(key);
        child.proven = true;
        child.on_approval = false;
        self.note(Note::Ignored(key));
        self.answer_starter(key, Err(RequestError::Ignored));
        self.vacate(key, ExitReason::Normal);
    }

    /// A run failed before its init was through; one that took too long is killed, but not yet down.
    ///
    /// A first start is nobody's restart: it fails the boot, or the request that it is due to.
    fn start_failed(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::StartFailed(key, reason.clone()));
        let child = self.child(key);
        let (optional, proven) = (child.policy.optional, child.proven);
        let booting = matches!(self.phase, Phase::Booting) && !proven && !optional;
        let refused = Err(RequestError::StartFailed(reason.clone()));
        let answered = self.answer_starter(key, refused);
        if !answered && !booting {
            return match self.is_never_restarted(key) {
                // To an optional child a failed start is what a crash is to others.
                true => self.retire(key, reason),
                false => self.failed(key, &reason, !optional),
            };
        }
        if self.child(key).state == State::Down {
            self.vacate(key, reason.clone());
        }
        if !answered {
            self.end(Why::Reason(reason), Some(key));
        }
    }

    /// The child ended as it was told to.
    fn stopped(&mut self, key: ChildKey, reason: ExitReason) {
        self.note(Note::Stopped(key, reason.clone()));
        let child = self.child(key);
        let requests = mem::take(&mut child.stop_requests);
        let wanted = child.wanted;
        if !wanted {
            self.answer_starter(key, Err(RequestError::StartFailed(reason.clone())));
            self.vacate(key, reason);
        }
        for request in requests {
            self.answer(request, Ok(key));
        }
        if wanted {
            self.come_back(key);
        }
    }

    /// The child was killed but does not end.
    fn abandon(&mut self, key: ChildKey) {
        self.enter(key, State::Abandoned);
        self.note(Note::Abandoned(key));
        let failed = RequestError::StartFailed(ExitReason::Killed);
        self.answer_starter(key, Err(failed));
        let now = self.now;
        let child = self.child(key);
        let requests = mem::take(&mut child.stop_requests);
        if child.wanted {
            let retry = child.retry_after(now);
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
        if self.charge(key, &ExitReason::Killed).is_some() {
            let now = self.now;
            let retry = self.child(key).retry_after(now);
            self.set_timer(key, Some(retry));
        }
    }

    /// An abandoned run has ended after all.
    fn gone(&mut self, key: ChildKey, reason: &ExitReason) {
        self.note(Note::Gone(key, reason.clone()));
        if !self.child(key).wanted {
            return self.forget_if_done(key);
        }
        self.blocked.remove(key);
        if self.charge(key, reason).is_some() {
            self.come_back(key);
        }
    }

    /// The child must be restarted, and with it whomever the strategy says.
    fn failed(&mut self, key: ChildKey, reason: &ExitReason, with_siblings: bool) {
        self.child(key).wanted = true;
        let Some(verdict) = self.charge(key, reason) else {
            return;
        };
        let delay = match verdict {
            Verdict::Restart(delay) => Some(delay),
            _ => None,
        };
        let child = self.child(key);
        if let Some(trouble) = &mut child.trouble {
            trouble.put_off = delay.is_none().then_some(PutOff { with_siblings });
        }
        match delay {
            Some(delay) => self.restart(key, with_siblings, delay),
            None if child.state == State::Down => self.queue(key),
            None => {}
        }
    }

    /// The child is down and wanted: if there was a pause, and it is over, this is the restart that was
    /// put off.
    fn come_back(&mut self, key: ChildKey) {
        let now = self.now;
        let child = self.child(key);
        let is_time = child.waits(now).is_zero();
        let trouble = child.trouble.as_mut().filter(|_| is_time);
        match trouble.and_then(|trouble| trouble.put_off.take()) {
            Some(put_off) => self.restart(key, put_off.with_siblings, Duration::ZERO),
            None => self.queue(key),
        }
    }

    /// The child is started after this time, and its siblings stopped and started with it.
    fn restart(&mut self, key: ChildKey, with_siblings: bool, delay: Duration) {
        let siblings = if with_siblings {
            self.siblings_affected_by(key)
        } else {
            Vec::new()
        };
        self.child(key).with_group |= !siblings.is_empty();
        if self.child(key).state == State::Down {
            self.queue(key);
        }
        for &sibling in &siblings {
            let child = self.child(sibling);
            let returns = child.returns_with_group();
            if child.is_up() {
                self.to_stop.insert(sibling);
            }
            if returns {
                self.child(sibling).with_group = true;
                self.want(sibling);
            }
        }
        if !siblings.is_empty() {
            self.group = Some(key);
        }
        self.note(Note::Restarting {
            child: key,
            siblings,
            delay,
        });
    }

    /// Counts a restart of the child. `None` when there is none: it was one too many, and what
    /// follows from that has been done.
    fn charge(&mut self, key: ChildKey, reason: &ExitReason) -> Option<Verdict> {
        let verdict = self.verdict(key, reason);
        match verdict {
            Verdict::Restart(_) => {}
            Verdict::Escalate => {
                self.give_up(key, reason.clone());
                return None;
            }
            Verdict::Disable => {
                self.child(key).halted = true;
                self.note(Note::Disabled(key, reason.clone()));
                self.unwant(key, reason.clone());
                return None;
            }
            Verdict::Pause { delay, open } => {
                if let Some(trouble) = &mut self.child(key).trouble {
                    let alone = PutOff {
                        with_siblings: false,
                    };
                    trouble.put_off.get_or_insert(alone);
                }
                self.note(Note::Paused {
                    child: key,
                    open,
                    delay,
                });
            }
        }
        Some(verdict)
    }

    fn verdict(&mut self, key: ChildKey, reason: &ExitReason) -> Verdict {
        let (now, chance) = (self.now, self.chance.next());
        let child = self.children.get_mut(key);
        let child = child.expect("who has failed is in the table");
        let extras = child.policy.extras.as_deref();
        let at_limit = match extras {
            Some(extras) if extras.limit.is_some() => extras.at_limit,
            _ => self.rules.at_limit,
        };
        if extras.is_none() && at_limit == AtLimit::Escalate {
            return match self.window.allow(now, &child.label, reason) {
                true => Verdict::Restart(Duration::ZERO),
                false => Verdict::Escalate,
            };
        }
        let trouble = child
            .trouble
            .get_or_insert_with(|| Box::new(Trouble::new(None)));
        let backoff = extras.and_then(|extras| extras.backoff);
        let (shared, label) = (&mut self.window, &child.label);
        let allow = |own: Option<&mut Window>| own.unwrap_or(shared).allow(now, label, reason);
        trouble.failed(now, allow, at_limit, backoff, chance)
    }

    /// Without those whose turn in the boot has not come.
    fn siblings_affected_by(&self, key: ChildKey) -> Vec<ChildKey> {
        let Mode::Static(strategy) = self.rules.mode else {
            return Vec::new();
        };
        if !strategy.is_group() {
            return Vec::new();
        }
        let dependents = match strategy {
            Strategy::Dependents => self.dependents_of(key),
            _ => Vec::new(),
        };
        let rank = |key: ChildKey| self.order.rank(key.index);
        let is_affected = |&sibling: &ChildKey| match strategy {
            Strategy::RestForOne => rank(sibling) > rank(key),
            Strategy::LeftForOne => rank(sibling) < rank(key),
            Strategy::Dependents => dependents.contains(&sibling),
            _ => sibling != key,
        };
        let mut siblings = self.in_order();
        siblings.retain(|sibling| !self.to_boot.contains(*sibling) && is_affected(sibling));
        siblings
    }

    /// Those that were given its handle, and so on.
    fn dependents_of(&self, key: ChildKey) -> Vec<ChildKey> {
        let mut found = vec![key];
        let mut looked_at = 0;
        while let Some(&used) = found.get(looked_at) {
            looked_at += 1;
            for &(user, of) in &self.uses {
                if of == used && !found.contains(&user) {
                    found.push(user);
                }
            }
        }
        found.remove(0);
        found
    }

    /// One restart too many: stops all children and ends.
    fn give_up(&mut self, key: ChildKey, reason: ExitReason) {
        let now = self.now;
        let child = self.child(key).label.text();
        let window = self.window_of(key);
        let (restarts, mut history) = (window.most(), window.history(now));
        history.push(ChildFailure {
            child: Arc::clone(&child),
            reason: reason.clone(),
            ago: Duration::ZERO,
        });
        let limit = LimitReached {
            child,
            reason: reason.clone(),
            restarts,
            history,
            abandoned: Vec::new(),
        };
        self.note(Note::GaveUp(key, reason.clone()));
        self.unwant(key, reason);
        let boot_failed = matches!(self.phase, Phase::Booting).then_some(key);
        self.end(Why::Limit(limit), boot_failed);
    }

    /// Under which its restarts count.
    fn window_of(&self, key: ChildKey) -> &Window {
        let child = self.children.get(key);
        let trouble = child.and_then(|child| child.trouble.as_ref());
        let own = trouble.and_then(|trouble| trouble.own.as_ref());
        own.unwrap_or(&self.window)
    }

    /// The child, if this is its latest run.
    fn in_run(&mut self, run: Run) -> Option<&mut Child> {
        let child = self.children.get_mut(run.child)?;
        (child.run == run.number).then_some(child)
    }
}
