//! The rules, written down a second time: as what an onlooker may and may not see.

use std::collections::BTreeMap;
use std::time::Duration;

use supervise_model::{Limit, Restart, Strategy};

use super::super::words::{Note, Run};
use super::super::{ChildKey, Command, Event, Mode, Policy, RequestKey};
use super::seen::{Seen, Step};
use crate::exit::ExitReason;

#[derive(Debug)]
pub(super) struct Judge {
    mode: Mode,
    limit: Limit,
    now: Duration,
    children: BTreeMap<ChildKey, Seen>,
    restarts: Vec<Duration>,
    /// How often each request was answered.
    requests: BTreeMap<RequestKey, u32>,
    starting: BTreeMap<ChildKey, RequestKey>,
    event: Option<Event>,
    /// The event in hand makes the core give up, and the core said so.
    must_give_up: bool,
    gave_up: bool,
    boot_culprit: Option<ChildKey>,
    booted: bool,
    ending: bool,
    killed: bool,
    last: Option<Command>,
    trace: Vec<Step>,
}

impl Judge {
    pub(super) fn new(mode: Mode, limit: Limit) -> Self {
        Self {
            mode,
            limit,
            now: Duration::ZERO,
            children: BTreeMap::new(),
            restarts: Vec::new(),
            requests: BTreeMap::new(),
            starting: BTreeMap::new(),
            event: None,
            must_give_up: false,
            gave_up: false,
            boot_culprit: None,
            booted: false,
            ending: false,
            killed: false,
            last: None,
            trace: Vec::new(),
        }
    }

    #[track_caller]
    pub(super) fn check(&self, holds: bool, rule: &str) {
        assert!(holds, "not kept: {rule}, in {:#?}", self.trace);
    }

    pub(super) fn is_finished(&self) -> bool {
        self.last.is_some()
    }

    pub(super) fn latest_run(&self, child: ChildKey) -> u32 {
        self.children.get(&child).map_or(0, |seen| seen.run)
    }

    pub(super) fn declared(&mut self, child: ChildKey, policy: Policy) {
        let seen = Seen::new(policy);
        self.children.insert(child, seen);
    }

    /// What the core is about to be told.
    pub(super) fn event(&mut self, now: Duration, event: &Event) {
        self.trace.push(Step::Event(now, event.clone()));
        self.now = now;
        self.event = Some(event.clone());
        if self.is_finished() {
            return;
        }
        match event {
            Event::Started(run) => self.started(*run),
            Event::Ignored(run) => self.over(*run, None),
            Event::Exited(run, reason) => self.over(*run, Some(reason)),
            Event::Timer(timer) => self.timed_out(timer.child),
            Event::StartChild(request, ..) => {
                self.requests.insert(*request, 0);
            }
            Event::StopChild(request, child) => {
                self.requests.insert(*request, 0);
                if let Some(seen) = self.children.get_mut(child) {
                    seen.halted = true;
                }
            }
            Event::Shutdown(_) => self.ending = true,
            Event::Kill => {
                self.ending = true;
                self.killed = true;
            }
            Event::Boot => {}
        }
    }

    fn started(&mut self, run: Run) {
        if let Some(seen) = self.children.get_mut(&run.child) {
            seen.acknowledged = true;
            seen.proven = true;
        }
    }

    fn over(&mut self, run: Run, reason: Option<&ExitReason>) {
        let Some(seen) = self.children.get_mut(&run.child) else {
            return;
        };
        seen.alive = false;
        if seen.abandoned {
            seen.abandoned = false;
            if !seen.vacant {
                self.restart(run.child);
            }
        } else if seen.told || seen.doomed {
            // As it should.
        } else if let Some(reason) = reason {
            let again = match seen.policy.restart {
                Restart::Permanent => true,
                Restart::Transient => !reason.is_graceful(),
                _ => false,
            };
            if !seen.acknowledged {
                self.start_failed(run.child);
            } else if again {
                self.failed(run.child);
            }
        } else {
            seen.proven = true;
        }
    }

    fn timed_out(&mut self, child: ChildKey) {
        let seen = &self.children[&child];
        if seen.abandoned {
            self.restart(child);
        } else if !seen.told && !seen.doomed {
            self.check(!seen.acknowledged, "who was acknowledged has no time limit");
            self.start_failed(child);
        }
    }

    fn start_failed(&mut self, child: ChildKey) {
        if self.starting.contains_key(&child) {
            return;
        }
        let proven = self.children[&child].proven;
        if self.booted || proven {
            self.failed(child);
        } else if !self.ending {
            self.boot_culprit = Some(child);
            self.ending = true;
        }
    }

    fn failed(&mut self, child: ChildKey) {
        self.restart(child);
        if self.ending {
            return;
        }
        let first = match self.mode {
            Mode::Static(Strategy::OneForAll) => ChildKey::FIRST,
            Mode::Static(Strategy::RestForOne) => child,
            _ => return,
        };
        for (_, seen) in self.children.range_mut(first..) {
            seen.doomed = seen.alive;
        }
    }

    /// Counts a restart.
    fn restart(&mut self, child: ChildKey) {
        let Some((most, period)) = self.limit.bound() else {
            return;
        };
        if self.ending {
            return;
        }
        let now = self.now;
        self.restarts.retain(|&then| then + period >= now);
        if self.restarts.len() < most as usize {
            self.restarts.push(now);
            return;
        }
        self.must_give_up = true;
        self.ending = true;
        if !self.booted {
            self.boot_culprit = Some(child);
        }
    }

    pub(super) fn after_event(&mut self) {
        let exact = self.must_give_up == self.gave_up;
        self.check(exact, "it gives up at the limit, and only there");
        self.must_give_up = false;
        self.gave_up = false;
    }

    /// What the core commands in answer.
    pub(super) fn command(&mut self, command: &Command) {
        self.trace.push(Step::Command(command.clone()));
        self.check(self.last.is_none(), "nothing comes after the end");
        match command {
            Command::Start(run) => self.check_start(*run),
            Command::Exit(run) => self.check_told(*run, false),
            Command::Kill(run) => self.check_told(*run, true),
            Command::Vacant(child, _) => {
                let seen = &self.children[child];
                self.check(!seen.vacant, "a place is vacated once");
                let empty = !seen.alive || seen.abandoned;
                self.check(empty, "a vacant place has no run");
                self.child(*child).vacant = true;
            }
            Command::Forget(child) => {
                let seen = &self.children[child];
                self.check(!seen.alive && seen.vacant, "only who is gone is forgotten");
                let dynamic = matches!(self.mode, Mode::Dynamic { .. });
                let for_good = dynamic || seen.policy.restart == Restart::Temporary;
                self.check(for_good, "static children are kept");
                self.children.remove(child);
            }
            Command::Admit(request, child) => {
                self.starting.insert(*child, *request);
            }
            Command::Answer(request, result) => {
                self.starting.retain(|_, starter| starter != request);
                let answers = self.requests.entry(*request).or_default();
                *answers += 1;
                let once = *answers == 1;
                self.check(once, "a request is answered once");
                let stops = matches!(self.event, Some(Event::StopChild(..)));
                if let (Ok(child), false) = (result, stops) {
                    let seen = self.children.get(child);
                    let done = seen.is_none_or(|seen| !seen.alive || seen.acknowledged);
                    self.check(done, "a request is answered when it is fulfilled");
                }
            }
            Command::Booted => {
                self.check(!self.booted && !self.ending, "a boot succeeds once");
                let up = self
                    .children
                    .values()
                    .all(|seen| seen.vacant || seen.is_up());
                self.check(up, "a boot succeeds when all are up");
                self.booted = true;
            }
            Command::BootFailed { .. } | Command::Finish { .. } => {
                self.last = Some(command.clone());
            }
            Command::Note(Note::GaveUp(..)) => self.gave_up = true,
            Command::Note(Note::Abandoned(child)) => {
                let seen = &self.children[child];
                let right = seen.alive && seen.killed && !seen.policy.supervisor;
                self.check(right, "only a killed worker is abandoned");
                self.child(*child).abandoned = true;
            }
            Command::Note(_) | Command::SetTimer(..) | Command::CancelTimer(_) => {}
        }
    }

    fn check_start(&mut self, run: Run) {
        let group = match self.mode {
            Mode::Static(strategy) => strategy != Strategy::OneForOne,
            Mode::Pool | Mode::Dynamic { .. } => false,
        };
        let seen = &self.children[&run.child];
        self.check(!self.ending, "nothing is started once the end has begun");
        self.check(!seen.alive, "a child has one run at a time");
        self.check(!seen.halted, "who was stopped by request stays down");
        self.check(run.number == seen.run + 1, "runs are numbered");
        let first = matches!(self.mode, Mode::Static(_)) && run.number == 1;
        for (&other, seen) in &self.children {
            let gone = !seen.alive || (seen.abandoned && seen.vacant);
            if group {
                let ready = gone || seen.is_up();
                self.check(
                    ready,
                    "a group starts when all is gone that must, one at a time",
                );
                self.check(other <= run.child || gone, "a group starts from the left");
            }
            if (group || first) && other < run.child {
                let ready = seen.vacant || seen.is_up();
                self.check(ready, "all that start before are up");
            }
        }
        let seen = self.child(run.child);
        let (policy, proven) = (seen.policy, seen.proven);
        self.declared(run.child, policy);
        let seen = self.child(run.child);
        seen.run = run.number;
        seen.alive = true;
        seen.proven = proven;
    }

    fn check_told(&mut self, run: Run, kill: bool) {
        let seen = &self.children[&run.child];
        self.check(
            seen.alive && seen.run == run.number,
            "only a living run is told to end",
        );
        self.check(kill || !seen.told, "a run is asked once");
        self.check(!seen.killed, "a run is killed once");
        let by_request =
            matches!(self.event, Some(Event::StopChild(_, child)) if child == run.child);
        let by_time = matches!(self.event, Some(Event::Timer(timer)) if timer.child == run.child);
        let alone = by_request || by_time;
        let cause = alone || seen.doomed || self.ending;
        self.check(cause, "nobody is stopped without cause");
        if matches!(self.mode, Mode::Static(_)) && !alone && !self.killed {
            let mut right = self.children.range(run.child..).skip(1);
            let clear = right.all(|(_, seen)| !seen.alive || seen.abandoned);
            self.check(clear, "children are stopped one at a time from the right");
        }
        let seen = self.child(run.child);
        seen.told = true;
        seen.killed = kill;
    }

    /// Nothing happens any more: whatever should be up is up, unless a child holds it up.
    pub(super) fn check_that_all_is_well(&self) {
        if self.ending || self.held_up().next().is_some() {
            return;
        }
        let up = self
            .children
            .values()
            .all(|seen| seen.vacant || seen.is_up());
        self.check(up, "whatever should be up comes up");
        self.check(self.booted, "a boot comes to an end");
    }

    pub(super) fn check_that_a_child_holds_it_up(&self) {
        let holds = self.held_up().next().is_some();
        self.check(
            holds,
            "an end comes when the children obey or are abandoned",
        );
    }

    /// Children that neither do what they should nor can be made to.
    fn held_up(&self) -> impl Iterator<Item = ChildKey> {
        let stuck = |seen: &Seen| seen.alive && !seen.is_up() && !(seen.abandoned && seen.vacant);
        let children = self.children.iter();
        children
            .filter(move |(_, seen)| stuck(seen))
            .map(|(&child, _)| child)
    }

    pub(super) fn check_the_end(&self) {
        let names = match &self.last {
            Some(Command::Finish {
                reason, abandoned, ..
            }) => {
                self.check(self.boot_culprit.is_none(), "a failed boot is reported");
                let killed = matches!(reason, ExitReason::Killed);
                self.check(killed == self.killed, "who is killed ends as killed");
                abandoned
            }
            Some(Command::BootFailed {
                child, abandoned, ..
            }) => {
                let named = Some(*child) == self.boot_culprit;
                self.check(named, "a failed boot names its cause");
                abandoned
            }
            _ => return self.check(false, "an end comes"),
        };
        let answered = self.requests.values().all(|&answers| answers == 1);
        self.check(answered, "every request is answered");
        let alive = self.children.values().filter(|seen| seen.alive);
        let (abandoned, others): (Vec<_>, Vec<_>) = alive.partition(|seen| seen.abandoned);
        self.check(others.is_empty(), "nothing but the abandoned lives on");
        self.check(abandoned.len() == names.len(), "the abandoned are named");
    }

    fn child(&mut self, child: ChildKey) -> &mut Seen {
        self.children.get_mut(&child).expect("a known child")
    }
}
