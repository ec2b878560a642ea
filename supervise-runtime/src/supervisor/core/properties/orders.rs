//! The rules about who is started and stopped when, as an onlooker sees them.

use supervise_model::{Direction, RestartOrder, ShutdownOrder, StartOrder};

use super::super::words::Run;
use super::super::{ChildKey, Event, Mode};
use super::judge::Judge;
use super::seen::Seen;

impl Judge {
    pub(super) fn check_start(&mut self, run: Run) {
        let child = run.child;
        let asked = self.asked.is_some_and(|(asked, _)| asked == child);
        let by_request = asked || self.starting.contains_key(&child);
        let seen = &self.children[&child];
        self.check(!self.ending, "nothing is started once the end has begun");
        self.check(!seen.alive, "a child has one run at a time");
        self.check(
            !seen.halted || asked,
            "who was stopped by request stays down",
        );
        self.check(run.number == seen.run + 1, "runs are numbered");
        let in_time = seen.not_before <= self.now || asked;
        self.check(in_time, "nobody is started before its delay has passed");
        let put_off = seen.put_off.is_some() && !by_request && !seen.with_group;
        self.check(!put_off, "what was put off is a restart like others");
        let boots = matches!(self.rules.mode, Mode::Static(_)) && run.number == 1 && !by_request;
        if boots {
            self.check_boot_order(child);
        } else if self.is_group() && (!by_request || seen.with_group) {
            self.check_group_start(child);
        }
        self.child(child).starts(run.number);
    }

    fn check_boot_order(&self, child: ChildKey) {
        let settled = |seen: &Seen| seen.is_up() || seen.is_gone() && !seen.is_waiting();
        let settled = |seen: &Seen| settled(seen) || seen.is_apart();
        if self.rules.start_order == StartOrder::Concurrent {
            let mut used = self.uses.iter().filter(|(user, _)| *user == child);
            let ready = used.all(|(_, used)| settled(&self.children[used]));
            return self.check(ready, "all whose handles it was given are up");
        }
        let ready = self.before(Direction::LeftToRight, child).all(settled);
        self.check(ready, "all that start before are up");
    }

    fn check_group_start(&self, child: ChildKey) {
        let waits = |seen: &Seen| seen.is_waiting() && !seen.is_apart() && seen.run > 0;
        let still = |seen: &Seen| seen.is_gone() || seen.is_up();
        let mut all = self.children.values();
        match self.rules.restart_order {
            RestartOrder::Rolling(direction) => {
                let ready = self
                    .before(direction, child)
                    .all(|seen| still(seen) && !waits(seen));
                self.check(ready, "one after another is restarted");
            }
            RestartOrder::Parallel => {
                let starts = |seen: &Seen| !seen.acknowledged && !seen.doomed && !seen.told;
                let ready = all.all(|seen| still(seen) || starts(seen));
                self.check(ready, "a group starts when all is gone that must");
            }
            RestartOrder::Sequential { start, .. } => {
                let ready = all.all(still);
                self.check(
                    ready,
                    "a group starts when all is gone that must, one at a time",
                );
                let turn = self.before(start, child).all(|seen| !waits(seen));
                self.check(turn, "a group starts in its order");
            }
            _ => {}
        }
    }

    pub(super) fn check_told(&mut self, run: Run, kill: bool) {
        let seen = &self.children[&run.child];
        self.check(
            seen.alive && seen.run == run.number,
            "only a living run is told to end",
        );
        let after_drain = seen.drains && matches!(self.event, Some(Event::Timer(_)));
        let once = kill || !seen.told || after_drain;
        self.check(once, "a run is asked once");
        self.check(!seen.killed, "a run is killed once");
        let by_request = match self.event {
            Some(
                Event::StopChild(_, child)
                | Event::UndoAdd(_, child)
                | Event::RestartChild(_, child),
            ) => child == run.child,
            _ => false,
        };
        let by_time = matches!(self.event, Some(Event::Timer(timer)) if timer.child == run.child);
        let alone = by_request || by_time;
        let cause = alone || seen.doomed || self.ending;
        self.check(cause, "nobody is stopped without cause");
        if matches!(self.rules.mode, Mode::Static(_)) && !alone && !self.killed {
            self.check_stop_order(run.child);
        }
        let now = self.now;
        let seen = self.child(run.child);
        seen.ends(now);
        seen.told = true;
        seen.killed = kill;
        seen.drains = false;
    }

    fn check_stop_order(&self, child: ChildKey) {
        let direction = match self.rules.shutdown_order {
            ShutdownOrder::Forward => Direction::LeftToRight,
            _ => Direction::RightToLeft,
        };
        let goes = |seen: &Seen| seen.alive && !seen.abandoned && (seen.doomed || seen.told);
        let holds = match (self.ending, self.rules.restart_order) {
            (true, _) if self.rules.shutdown_order == ShutdownOrder::Parallel => true,
            (true, _) => {
                let mut before = self.before(direction, child);
                before.all(|seen| !seen.alive || seen.abandoned)
            }
            (false, RestartOrder::Sequential { stop, .. }) => !self.before(stop, child).any(goes),
            (false, RestartOrder::Rolling(direction)) => {
                let waits = |seen: &Seen| seen.is_waiting() && !seen.is_apart() && seen.run > 0;
                let starts = |seen: &Seen| !seen.is_gone() && !seen.acknowledged;
                let mut before = self.before(direction, child);
                !before.any(|seen| goes(seen) || waits(seen) || starts(seen))
            }
            (false, _) => true,
        };
        self.check(holds, "children are stopped in their order");
    }
}
