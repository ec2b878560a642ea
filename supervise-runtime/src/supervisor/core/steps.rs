//! The order rules, and the steps they allow.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use supervise_model::{Backoff, Direction, RestartOrder, Shutdown, ShutdownOrder, StartOrder};

use super::child::{Child, GRACE, State, Vacancy};
use super::table::Seats;
use super::words::{
    ChildKey, Command, Finish, Mode, Note, RequestError, RequestKey, Run, TimerKey,
};
use super::{Core, Phase, Why};
use crate::exit::ExitReason;
use crate::supervisor::label::Label;

impl Core {
    /// Issues whatever the goals and the order rules allow now.
    pub(super) fn advance(&mut self) {
        match self.rules.restart_order {
            RestartOrder::Rolling(direction) if !self.is_ending() && self.is_group() => {
                self.roll_on(direction);
            }
            _ => {
                self.stop_next();
                self.start_next();
            }
        }
        while matches!(self.phase, Phase::Booting) && self.boot_next() {}
        if self.is_ending() && self.to_stop.is_empty() && self.stopping.is_empty() {
            return self.finish();
        }
        if let Some(key) = self.group
            && self.is_settled()
        {
            self.group = None;
            // Who is still down is put off for longer than its group.
            for child in self.children.values_mut() {
                child.with_group = false;
            }
            self.note(Note::GroupRestarted(key));
        }
    }

    /// Whether children are restarted together.
    fn is_group(&self) -> bool {
        matches!(self.rules.mode, Mode::Static(strategy) if strategy.is_group())
    }

    /// One at a time each waits for those that go before it (but not for one behind it that
    /// somebody asked to stop).
    fn stop_next(&mut self) {
        let (direction, together) = match (self.is_ending(), self.rules.restart_order) {
            (true, _) => match self.rules.shutdown_order {
                ShutdownOrder::Forward => (Direction::LeftToRight, false),
                ShutdownOrder::Parallel => (Direction::RightToLeft, true),
                _ => (Direction::RightToLeft, false),
            },
            (false, RestartOrder::Sequential { stop, .. }) => (stop, false),
            (false, _) => (Direction::RightToLeft, true),
        };
        while let Some(key) = self.front(direction, |core| &mut core.to_stop) {
            if !together
                && let Some(other) = self.front(direction, |core| &mut core.stopping)
                && self.goes_before(direction, other, key)
            {
                return;
            }
            self.stop(key);
        }
    }

    /// Where children restart as a group, nothing is started before everything that has to go is
    /// gone, and then one at a time. Otherwise each child goes its own way, as does one that somebody
    /// asked for (see `queue`), and the boot keeps its order by wanting one child after the other.
    fn start_next(&mut self) {
        let group = self.is_group();
        let (direction, together) = match self.rules.restart_order {
            RestartOrder::Sequential { start, .. } if group => (start, false),
            _ => (Direction::LeftToRight, true),
        };
        while let Some(key) = self.front(direction, |core| &mut core.to_start) {
            if group && !self.nothing_to_go() {
                return;
            }
            if !together {
                let held = self.front(direction, |core| &mut core.held);
                let waits = held.is_some_and(|held| self.goes_before(direction, held, key));
                if waits || !self.starting.is_empty() {
                    return;
                }
            }
            self.start(key);
        }
    }

    /// One child after another is stopped and started again.
    fn roll_on(&mut self, direction: Direction) {
        loop {
            let sets: [fn(&mut Self) -> &mut Seats; 6] = [
                |core| &mut core.to_stop,
                |core| &mut core.to_start,
                |core| &mut core.stopping,
                |core| &mut core.blocked,
                |core| &mut core.held,
                |core| &mut core.starting,
            ];
            let fronts = sets.map(|set| self.front(direction, set));
            let next = fronts.into_iter().flatten().reduce(|one, other| {
                if self.goes_before(direction, other, one) {
                    other
                } else {
                    one
                }
            });
            match next {
                Some(key) if self.to_stop.contains(key) => self.stop(key),
                Some(key) if self.to_start.contains(key) => self.start(key),
                _ => return,
            }
        }
    }

    /// Lets the boot go on. False when it has to wait, or is over.
    fn boot_next(&mut self) -> bool {
        if !self.to_boot.is_empty() && self.rules.start_order == StartOrder::Concurrent {
            return self.boot_ready();
        }
        if !self.is_settled() {
            return false;
        }
        let next = self.front(Direction::LeftToRight, |core| &mut core.to_boot);
        if let Some(key) = next {
            self.to_boot.remove(key);
            self.start(key);
        } else {
            self.phase = Phase::Up;
            self.commands.push(Command::Booted);
        }
        next.is_some()
    }

    /// Starts all that were given only handles of children that are up.
    fn boot_ready(&mut self) -> bool {
        if !(self.nothing_to_go() && self.to_start.is_empty() && self.held.is_empty()) {
            return false;
        }
        let is_ready = |key: &ChildKey| {
            let mut used = self.uses.iter().filter(|(user, _)| user == key);
            self.to_boot.contains(*key)
                && used.all(|(_, used)| {
                    !self.to_boot.contains(*used) && !self.starting.contains(*used)
                })
        };
        let mut ready = self.in_order();
        ready.retain(is_ready);
        for &key in &ready {
            self.to_boot.remove(key);
            self.start(key);
        }
        !ready.is_empty()
    }

    /// The member that goes first.
    fn front(
        &mut self,
        direction: Direction,
        set: impl Fn(&mut Self) -> &mut Seats,
    ) -> Option<ChildKey> {
        // What most find.
        if set(self).is_empty() {
            return None;
        }
        let order = std::mem::take(&mut self.order);
        let index = match direction {
            Direction::RightToLeft => order.last(set(self)),
            Direction::LeftToRight => order.first(set(self)),
        };
        self.order = order;
        self.children.key(index?)
    }

    fn goes_before(&self, direction: Direction, one: ChildKey, other: ChildKey) -> bool {
        let (one, other) = (self.order.rank(one.index), self.order.rank(other.index));
        match direction {
            Direction::LeftToRight => one < other,
            Direction::RightToLeft => one > other,
        }
    }

    fn nothing_to_go(&self) -> bool {
        self.to_stop.is_empty() && self.stopping.is_empty() && self.blocked.is_empty()
    }

    /// Everything is as it should be.
    fn is_settled(&self) -> bool {
        self.nothing_to_go()
            && self.to_start.is_empty()
            && self.held.is_empty()
            && self.starting.is_empty()
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
        let finish = Finish {
            boot_failed: ending.boot_failed,
            reason,
            unclean: mem::take(&mut self.unclean),
            abandoned,
        };
        self.commands.push(Command::Finish(Box::new(finish)));
    }

    // Goals.

    /// The child is to be started, after the end of the run that it may have.
    pub(super) fn want(&mut self, key: ChildKey) {
        let child = self.child(key);
        child.wanted = true;
        if child.state == State::Down {
            self.queue(key);
        }
    }

    /// The child is down and wanted: its turn to start comes, now or when its delay has passed.
    pub(super) fn queue(&mut self, key: ChildKey) {
        let now = self.now;
        let child = self.child(key);
        let wait = child.waits(now);
        if wait.is_zero() {
            // Its delay may end at this very moment, before its timer.
            self.held.remove(key);
            self.set_timer(key, None);
            if let Some(trouble) = &mut self.child(key).trouble {
                trouble.put_off = None;
            }
            if self.child(key).starts_alone() {
                return self.start(key);
            }
            self.to_start.insert(key);
            return;
        }
        let (holds_up, open) = (child.holds_others_up(), child.is_open());
        if holds_up {
            self.held.insert(key);
        }
        self.set_timer(key, Some(wait));
        if open {
            self.vacate(key, ExitReason::CircuitOpen);
        }
    }

    /// The child is not to be started any more. If it was, its place is vacant now or, when the
    /// run that it may have is over, then.
    pub(super) fn unwant(&mut self, key: ChildKey, reason: ExitReason) {
        let child = self.child(key);
        if !mem::take(&mut child.wanted) {
            return;
        }
        child.with_group = false;
        let state = child.state;
        self.to_boot.remove(key);
        self.to_start.remove(key);
        self.held.remove(key);
        self.blocked.remove(key);
        if matches!(state, State::Down | State::Abandoned) {
            self.set_timer(key, None);
            let failed = RequestError::StartFailed(reason.clone());
            self.answer_starter(key, Err(failed));
            self.vacate(key, reason);
        }
    }

    // Steps.

    fn start(&mut self, key: ChildKey) {
        self.to_start.remove(key);
        self.enter(key, State::Starting);
        let child = self.child(key);
        child.wanted = false;
        child.vacancy = Vacancy::None;
        child.with_group = false;
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
        let child = self.child(key);
        if let (State::Running, Some(drain)) = (child.state, child.drain()) {
            self.enter(key, State::Draining);
            let run = self.latest_run(key);
            self.commands.push(Command::Drain(run));
            return self.set_timer(key, Some(drain));
        }
        self.ask_to_end(key);
    }

    pub(super) fn ask_to_end(&mut self, key: ChildKey) {
        self.enter(key, State::Stopping);
        let run = self.latest_run(key);
        self.commands.push(Command::Exit(run));
        let shutdown = self.child(key).policy.shutdown;
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
        let vacancy = match reason {
            ExitReason::CircuitOpen => Vacancy::ForAWhile,
            _ => Vacancy::ForGood,
        };
        let child = self.child(key);
        if child.vacancy < vacancy {
            child.vacancy = vacancy;
            self.commands.push(Command::Vacant(key, reason));
        }
        self.forget_if_done(key);
    }

    /// Drops a child that can never come back: a temporary or dynamic one, once it is down.
    pub(super) fn forget_if_done(&mut self, key: ChildKey) {
        let Some(child) = self.children.get(key) else {
            return;
        };
        if child.state == State::Down && !child.wanted && self.goes_for_good(child) {
            self.forget(key);
        }
    }

    pub(super) fn forget(&mut self, key: ChildKey) {
        // Its seat will be another's, who must not inherit a goal.
        debug_assert!(
            [
                &self.to_boot,
                &self.to_stop,
                &self.stopping,
                &self.blocked,
                &self.to_start,
                &self.held,
                &self.starting,
            ]
            .iter()
            .all(|set| !set.contains(key)),
            "{key:?} is forgotten while it has a goal"
        );
        if !self.uses.is_empty() {
            self.uses.retain(|&(user, used)| user != key && used != key);
        }
        if let Some(Child {
            label: Label::Name(name),
            ..
        }) = self.children.remove(key)
        {
            self.names.remove(&name);
        }
        self.commands.push(Command::Forget(key));
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
            matches!(state, State::Draining | State::Stopping | State::Killed),
        );
        if !matches!(state, State::Starting | State::Running) {
            self.to_stop.remove(key);
        }
        let now = self.now;
        let child = self.children.get_mut(key);
        let child = child.expect("a child that runs is in the table");
        if child.state == State::Running
            && let Some(trouble) = &mut child.trouble
        {
            let backoff = child
                .policy
                .extras
                .as_ref()
                .and_then(|extras| extras.backoff);
            trouble.ended(now, &self.window, backoff.map(Backoff::healthy));
        }
        child.state = state;
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
