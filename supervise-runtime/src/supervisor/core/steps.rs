//! The order rules, and the steps they allow.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use supervise_model::{Restart, Shutdown, Strategy};

use super::child::{GRACE, State};
use super::table::Seats;
use super::words::{ChildKey, Command, Mode, Note, RequestError, RequestKey, Run, TimerKey};
use super::{Core, Phase, Why};
use crate::exit::ExitReason;

impl Core {
    /// Issues whatever the goals and the order rules allow now.
    pub(super) fn advance(&mut self) {
        self.stop_next();
        self.start_next();
        while matches!(self.phase, Phase::Booting) && self.is_settled() {
            if let Some(key) = self.first_of(|core| &mut core.to_boot) {
                self.to_boot.remove(key);
                self.to_start.insert(key);
                self.start_next();
            } else {
                self.phase = Phase::Up;
                self.commands.push(Command::Booted);
            }
        }
        if self.is_ending() && self.to_stop.is_empty() && self.stopping.is_empty() {
            self.finish();
        }
    }

    /// Static children are stopped one at a time, from the right: each waits for those right of it
    /// (but not for one left of it, which somebody asked to stop). Others are stopped at once.
    fn stop_next(&mut self) {
        while let Some(index) = self.to_stop.last()
            && let Some(key) = self.children.key(index)
        {
            let waits = self.stopping.last().is_some_and(|other| other > index);
            if waits && matches!(self.mode, Mode::Static(_)) {
                return;
            }
            self.stop(key);
        }
    }

    /// Where children restart as a group, nothing is started before everything that has to go is
    /// gone, and then one at a time from the left. Otherwise each child goes its own way, and the
    /// boot keeps its order by wanting one child after the other.
    fn start_next(&mut self) {
        let group = match self.mode {
            Mode::Static(strategy) => strategy != Strategy::OneForOne,
            Mode::Pool | Mode::Dynamic { .. } => false,
        };
        while let Some(key) = self.first_of(|core| &mut core.to_start) {
            if group && !(self.nothing_to_go() && self.starting.is_empty()) {
                return;
            }
            self.start(key);
        }
    }

    fn first_of(&mut self, set: impl FnOnce(&mut Self) -> &mut Seats) -> Option<ChildKey> {
        let index = set(self).first()?;
        self.children.key(index)
    }

    fn nothing_to_go(&self) -> bool {
        self.to_stop.is_empty() && self.stopping.is_empty() && self.blocked.is_empty()
    }

    /// Everything is as it should be.
    fn is_settled(&self) -> bool {
        self.nothing_to_go() && self.to_start.is_empty() && self.starting.is_empty()
    }

    fn finish(&mut self) {
        let Phase::Ending(ending) = mem::replace(&mut self.phase, Phase::Done) else {
            return;
        };
        let abandoned = self.children.values();
        let abandoned = abandoned.filter(|child| child.state == State::Abandoned);
        let abandoned: Vec<Arc<str>> = abandoned.map(|child| child.label.text()).collect();
        let reason = match ending.why {
            Why::Reason(reason) => reason,
            Why::Limit(mut limit) => {
                limit.abandoned.clone_from(&abandoned);
                ExitReason::RestartLimit(Arc::new(limit))
            }
        };
        self.commands.push(match ending.boot_failed {
            Some(child) => Command::BootFailed {
                child,
                reason,
                abandoned,
            },
            None => Command::Finish {
                reason,
                unclean: mem::take(&mut self.unclean),
                abandoned,
            },
        });
    }

    // Goals.

    /// The child is to be started, after the end of the run that it may have.
    pub(super) fn want(&mut self, key: ChildKey) {
        let child = self.child(key);
        child.wanted = true;
        if child.state == State::Down {
            self.to_start.insert(key);
        }
    }

    /// The child is not to be started any more. If it was, its place is vacant now or, when the
    /// run that it may have is over, then.
    pub(super) fn unwant(&mut self, key: ChildKey, reason: ExitReason) {
        let child = self.child(key);
        if !mem::take(&mut child.wanted) {
            return;
        }
        let state = child.state;
        self.to_boot.remove(key);
        self.to_start.remove(key);
        self.blocked.remove(key);
        if matches!(state, State::Down | State::Abandoned) {
            self.set_timer(key, None);
            self.vacate(key, reason);
        }
    }

    // Steps.

    fn start(&mut self, key: ChildKey) {
        self.to_start.remove(key);
        self.enter(key, State::Starting);
        let child = self.child(key);
        child.wanted = false;
        child.vacant = false;
        // Numbers only tell runs apart, so they may wrap.
        child.run = child.run.wrapping_add(1);
        let timeout = child.policy.start_timeout;
        let run = self.latest_run(key);
        self.commands.push(Command::Start(run));
        self.set_timer(key, timeout);
    }

    /// Stops a child that is up, as its policy says.
    pub(super) fn stop(&mut self, key: ChildKey) {
        let shutdown = self.child(key).policy.shutdown;
        if shutdown == Shutdown::BrutalKill {
            return self.kill(key);
        }
        self.enter(key, State::Stopping);
        let run = self.latest_run(key);
        self.commands.push(Command::Exit(run));
        // Without a budget the time limit of its init, if it is still there, stays in force.
        if let Shutdown::After(budget) = shutdown {
            self.set_timer(key, Some(budget));
        }
    }

    pub(super) fn kill(&mut self, key: ChildKey) {
        self.enter(key, State::Killed);
        let run = self.latest_run(key);
        self.commands.push(Command::Kill(run));
        let grace = (!self.child(key).policy.supervisor).then_some(GRACE);
        self.set_timer(key, grace);
    }

    fn latest_run(&mut self, key: ChildKey) -> Run {
        let number = self.child(key).run;
        Run { child: key, number }
    }

    /// Nothing will be started in this place for now.
    pub(super) fn vacate(&mut self, key: ChildKey, reason: ExitReason) {
        if !mem::replace(&mut self.child(key).vacant, true) {
            self.commands.push(Command::Vacant(key, reason));
        }
        self.forget_if_done(key);
    }

    /// Drops a child that can never come back: a temporary or dynamic one, once it is down.
    pub(super) fn forget_if_done(&mut self, key: ChildKey) {
        let dynamic = matches!(self.mode, Mode::Dynamic { .. });
        let child = self.child(key);
        let for_good = dynamic || child.policy.restart == Restart::Temporary;
        if for_good && child.state == State::Down {
            // Its seat will be another's, who must not inherit a goal.
            debug_assert!(
                [
                    &self.to_boot,
                    &self.to_stop,
                    &self.stopping,
                    &self.blocked,
                    &self.to_start,
                    &self.starting,
                ]
                .iter()
                .all(|set| !set.contains(key)),
                "{key:?} is forgotten while it has a goal"
            );
            self.children.remove(key);
            self.commands.push(Command::Forget(key));
        }
    }

    pub(super) fn answer(&mut self, request: RequestKey, result: Result<ChildKey, RequestError>) {
        self.commands.push(Command::Answer(request, result));
    }

    /// Answers the request that the child's first start is due to, if there is one still waiting.
    pub(super) fn answer_starter(
        &mut self,
        key: ChildKey,
        result: Result<ChildKey, RequestError>,
    ) -> bool {
        let request = self.child(key).start_request.take();
        request
            .map(|request| self.answer(request, result))
            .is_some()
    }

    pub(super) fn note(&mut self, note: Note) {
        self.commands.push(Command::Note(note));
    }

    /// Changes the child's state and the sets that follow from it.
    pub(super) fn enter(&mut self, key: ChildKey, state: State) {
        let put = |set: &mut Seats, is_in: bool| {
            if is_in {
                set.insert(key);
            } else {
                set.remove(key);
            }
        };
        put(&mut self.starting, state == State::Starting);
        put(
            &mut self.stopping,
            matches!(state, State::Stopping | State::Killed),
        );
        if !matches!(state, State::Starting | State::Running) {
            self.to_stop.remove(key);
        }
        self.child(key).state = state;
    }

    /// Puts a timer in force for the child in place of the one it had.
    pub(super) fn set_timer(&mut self, key: ChildKey, after: Option<Duration>) {
        let serial = self.next_timer;
        let child = self.child(key);
        let old = mem::replace(&mut child.timer, after.map(|_| serial));
        if let Some(serial) = old {
            let timer = TimerKey { child: key, serial };
            self.commands.push(Command::CancelTimer(timer));
        }
        if let Some(after) = after {
            self.next_timer += 1;
            let timer = TimerKey { child: key, serial };
            self.commands.push(Command::SetTimer(timer, after));
        }
    }
}
