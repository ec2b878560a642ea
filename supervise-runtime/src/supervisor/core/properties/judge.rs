//! The rules, written down a second time: as what an onlooker may and may not see.

use std::collections::BTreeMap;
use std::time::Duration;

use supervise_model::{AtLimit, AutoShutdown, Direction, Restart, Strategy};

use super::super::words::{Finish, Note, Run};
use super::super::{ChildKey, Command, Event, Mode, Policy, Position, RequestKey, Rules};
use super::seen::{Seen, Step};
use crate::exit::ExitReason;

/// What a failure has to lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Restart,
    Pause,
    Disable,
    GiveUp,
}

#[derive(Debug)]
pub(super) struct Judge {
    pub(super) rules: Rules,
    pub(super) now: Duration,
    pub(super) children: BTreeMap<ChildKey, Seen>,
    /// As they stand.
    pub(super) order: Vec<ChildKey>,
    /// Who was given whose handle.
    pub(super) uses: Vec<(ChildKey, ChildKey)>,
    pub(super) restarts: Vec<Duration>,
    /// How often each request was answered.
    pub(super) requests: BTreeMap<RequestKey, u32>,
    pub(super) starting: BTreeMap<ChildKey, RequestKey>,
    /// The event in hand asks for the start of this child, and was not refused yet.
    pub(super) asked: Option<(ChildKey, RequestKey)>,
    pub(super) event: Option<Event>,
    /// What the event in hand has to lead to, and what the core made of it.
    pub(super) due: Option<Outcome>,
    pub(super) done: Option<Outcome>,
    /// The event in hand is the end of a significant child with which all ends.
    pub(super) must_end: bool,
    pub(super) ends: bool,
    pub(super) boot_culprit: Option<ChildKey>,
    pub(super) booted: bool,
    pub(super) ending: bool,
    pub(super) killed: bool,
    pub(super) last: Option<Command>,
    pub(super) trace: Vec<Step>,
}

impl Judge {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            now: Duration::ZERO,
            children: BTreeMap::new(),
            order: Vec::new(),
            uses: Vec::new(),
            restarts: Vec::new(),
            requests: BTreeMap::new(),
            starting: BTreeMap::new(),
            asked: None,
            event: None,
            due: None,
            done: None,
            must_end: false,
            ends: false,
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

    pub(super) fn declared(&mut self, child: ChildKey, policy: Policy, used: &[ChildKey]) {
        self.children.insert(child, Seen::new(policy));
        self.uses.extend(used.iter().map(|&used| (child, used)));
        self.order.push(child);
    }

    pub(super) fn added(&mut self, child: ChildKey, policy: Policy, position: Position) {
        self.declared(child, policy, &[]);
        self.order.pop();
        let at = match position {
            Position::First => Some(0),
            Position::Last => None,
            Position::Before(other) => self.order.iter().position(|&key| key == other),
            Position::After(other) => {
                let at = self.order.iter().position(|&key| key == other);
                at.map(|at| at + 1)
            }
        };
        self.order.insert(at.unwrap_or(self.order.len()), child);
        self.child(child).on_approval = true;
    }

    pub(super) fn rank(&self, child: ChildKey) -> usize {
        let at = self.order.iter().position(|&key| key == child);
        at.expect("a child that stands somewhere")
    }

    /// Those that go before the child in this direction.
    pub(super) fn before(
        &self,
        direction: Direction,
        child: ChildKey,
    ) -> impl Iterator<Item = &Seen> {
        let at = self.rank(child);
        let those = match direction {
            Direction::LeftToRight => &self.order[..at],
            Direction::RightToLeft => &self.order[at + 1..],
        };
        those.iter().map(|key| &self.children[key])
    }

    pub(super) fn is_group(&self) -> bool {
        matches!(self.rules.mode, Mode::Static(strategy) if strategy.is_group())
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
            Event::Started(run) => {
                if let Some(seen) = self.children.get_mut(&run.child) {
                    seen.acknowledges(now);
                }
            }
            Event::Ignored(run) => self.over(*run, None),
            Event::Exited(run, reason) => self.over(*run, Some(reason)),
            Event::Timer(timer) => self.timed_out(timer.child),
            Event::AddChild(request, _) | Event::DeleteChild(request, _) => {
                self.requests.insert(*request, 0);
            }
            Event::StartChild(request, child) | Event::RestartChild(request, child) => {
                self.requests.insert(*request, 0);
                self.asked = Some((*child, *request));
            }
            Event::StopChild(request, child) | Event::UndoAdd(request, child) => {
                self.requests.insert(*request, 0);
                if let Some(seen) = self.children.get_mut(child) {
                    seen.on_approval |= matches!(event, Event::UndoAdd(..));
                    seen.halted = true;
                    seen.open = false;
                    seen.with_group = false;
                    seen.coming = false;
                }
            }
            Event::Shutdown(_) => self.ends(),
            Event::Kill => {
                self.ends();
                self.killed = true;
            }
            Event::Boot => {}
        }
    }

    fn ends(&mut self) {
        self.ending = true;
        for seen in self.children.values_mut() {
            seen.open = false;
            seen.coming = false;
        }
    }

    fn over(&mut self, run: Run, reason: Option<&ExitReason>) {
        let never = matches!(self.rules.mode, Mode::Static(Strategy::None));
        let now = self.now;
        let Some(seen) = self.children.get_mut(&run.child) else {
            return;
        };
        seen.alive = false;
        seen.ends(now);
        if seen.abandoned {
            seen.abandoned = false;
            if !seen.vacant {
                self.restart(run.child);
            }
        } else if seen.told || seen.doomed || self.ending {
            // As it should.
        } else if let Some(reason) = reason {
            let again = match seen.policy.restart {
                Restart::Permanent => !never,
                Restart::Transient => !never && !reason.is_graceful(),
                _ => false,
            };
            if !seen.acknowledged {
                self.start_failed(run.child);
            } else if again {
                self.failed(run.child, true);
            } else {
                self.retires(run.child);
            }
        } else {
            seen.proven = true;
            seen.on_approval = false;
        }
    }

    /// It is over for good, by itself.
    fn retires(&mut self, child: ChildKey) {
        if self.children[&child].policy.significant {
            self.must_end = !self.ending && self.ends_without(child);
            self.ending |= self.must_end;
        }
    }

    fn ends_without(&self, child: ChildKey) -> bool {
        let stays = |seen: &Seen| seen.alive && !seen.abandoned && !seen.told && !seen.doomed;
        let lives = |seen: &Seen| seen.coming || seen.is_waiting() || stays(seen);
        let mut others = self.children.iter().filter(|(key, _)| **key != child);
        match self.rules.auto_shutdown {
            AutoShutdown::AnySignificant => true,
            AutoShutdown::AllSignificant => {
                !others.any(|(_, seen)| seen.policy.significant && lives(seen))
            }
            _ => false,
        }
    }

    fn timed_out(&mut self, child: ChildKey) {
        let seen = &self.children[&child];
        if !seen.alive {
            self.check(seen.is_waiting(), "who is down for good waits for nothing");
        } else if seen.abandoned {
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
        let seen = &self.children[&child];
        if self.booted || seen.proven || seen.policy.optional {
            let never = matches!(self.rules.mode, Mode::Static(Strategy::None));
            if never || seen.policy.restart == Restart::Temporary {
                self.retires(child);
            } else {
                self.failed(child, !seen.policy.optional);
            }
        } else if !self.ending {
            self.boot_culprit = Some(child);
            self.ends();
        }
    }

    fn failed(&mut self, child: ChildKey, with_siblings: bool) {
        self.restart(child);
        let due = self.due;
        let seen = self.child(child);
        seen.with_group = false;
        seen.coming = matches!(due, Some(Outcome::Restart | Outcome::Pause));
        seen.put_off = (due == Some(Outcome::Pause)).then_some(with_siblings);
        if due == Some(Outcome::Restart) && with_siblings {
            self.restarts_with_group(child);
        }
    }

    /// Judges a failure: whether it is one too many, and what follows.
    fn restart(&mut self, child: ChildKey) {
        if self.ending {
            return;
        }
        let now = self.now;
        let seen = self.children.get_mut(&child).expect("a known child");
        let extras = seen.policy.extras.clone();
        let own = extras.as_ref().and_then(|extras| extras.limit);
        let (limit, at_limit, restarts) = match own {
            Some(limit) => {
                let at_limit = extras.as_ref().map_or(AtLimit::Escalate, |m| m.at_limit);
                (limit, at_limit, None)
            }
            None => (
                self.rules.limit,
                self.rules.at_limit,
                Some(&mut self.restarts),
            ),
        };
        let allowed = match limit.bound() {
            None => true,
            Some((_, period)) if seen.on_probation(period) => false,
            Some((most, period)) => {
                let restarts = restarts.unwrap_or(&mut seen.restarts);
                restarts.retain(|&then| then + period >= now);
                let allowed = restarts.len() < most as usize;
                restarts.extend(allowed.then_some(now));
                allowed
            }
        };
        let outcome = match at_limit {
            _ if allowed => Outcome::Restart,
            AtLimit::Pause(_) | AtLimit::Open(_) => Outcome::Pause,
            AtLimit::Disable => Outcome::Disable,
            _ => Outcome::GiveUp,
        };
        match outcome {
            Outcome::Pause => {
                seen.put_off.get_or_insert(false);
                seen.reaches_limit();
            }
            Outcome::Disable => {
                seen.halted = true;
                seen.with_group = false;
                seen.coming = false;
            }
            Outcome::GiveUp => {
                self.ends();
                if !self.booted {
                    self.boot_culprit = Some(child);
                }
            }
            Outcome::Restart => seen.fails(),
        }
        self.due = Some(outcome);
    }

    pub(super) fn after_event(&mut self) {
        let mut children = self.children.values();
        let said = children.all(|seen| !seen.for_now || seen.open);
        self.check(said, "who does not follow after a while is gone for good");
        // Tries to start in the place of an abandoned run, and its end, are not told of.
        let silent = self.due == Some(Outcome::Restart) && self.done.is_none();
        let of_abandoned = match &self.event {
            Some(Event::Timer(_) | Event::Exited(..) | Event::Ignored(_)) => silent,
            _ => false,
        };
        let exact = self.due == self.done || of_abandoned;
        self.check(exact, "a failure leads to what it has to");
        self.check(
            self.must_end == self.ends,
            "it ends with significant children",
        );
        if let Some((child, request)) = self.asked.take() {
            self.starting.insert(child, request);
            let seen = self.child(child);
            seen.halted = false;
            seen.coming = !seen.alive || seen.told;
            seen.forgive();
        }
        let waits = |child: &ChildKey| {
            let seen = self.children.get(child);
            seen.is_some_and(|seen| seen.is_waiting() && !seen.with_group)
        };
        let delayed = !self.ending && self.starting.keys().any(waits);
        self.check(!delayed, "who is asked for starts as soon as it is down");
        self.due = None;
        self.done = None;
        self.must_end = false;
        self.ends = false;
    }

    /// What the core commands in answer.
    pub(super) fn command(&mut self, command: &Command) {
        self.trace.push(Step::Command(command.clone()));
        self.check(self.last.is_none(), "nothing comes after the end");
        match command {
            Command::Start(run) => self.check_start(*run),
            Command::Drain(run) => {
                let seen = &self.children[&run.child];
                self.check(
                    seen.acknowledged,
                    "who has not started has nothing to handle",
                );
                self.check_told(*run, false);
                self.child(run.child).drains = true;
            }
            Command::Exit(run) => self.check_told(*run, false),
            Command::Kill(run) => self.check_told(*run, true),
            Command::Vacant(child, reason) => {
                let seen = &self.children[child];
                let for_now = matches!(reason, ExitReason::CircuitOpen);
                let may = !seen.vacant || seen.for_now && !for_now;
                self.check(may, "a place is vacated once, and for good after a while");
                let empty = !seen.alive || seen.abandoned;
                self.check(empty, "a vacant place has no run");
                let child = self.child(*child);
                (child.vacant, child.for_now) = (true, for_now);
            }
            Command::Forget(child) => {
                let seen = &self.children[child];
                self.check(!seen.alive && seen.vacant, "only who is gone is forgotten");
                let dynamic = matches!(self.rules.mode, Mode::Dynamic { .. });
                let asked = matches!(self.event, Some(Event::DeleteChild(..)));
                let temporary = seen.policy.restart == Restart::Temporary;
                let for_good = dynamic || temporary || asked || seen.on_approval;
                self.check(for_good, "static children are kept");
                self.children.remove(child);
                self.order.retain(|key| key != child);
                self.uses
                    .retain(|(user, used)| user != child && used != child);
            }
            Command::Admit(request, child) => {
                self.starting.insert(*child, *request);
            }
            Command::Answer(request, result) => {
                let of = self
                    .starting
                    .iter()
                    .find(|(_, starter)| *starter == request);
                let of = of.map(|(child, _)| *child);
                self.starting.retain(|_, starter| starter != request);
                self.asked = self.asked.filter(|(_, asked)| asked != request);
                let answers = self.requests.entry(*request).or_default();
                *answers += 1;
                let once = *answers == 1;
                self.check(once, "a request is answered once");
                let stops = matches!(self.event, Some(Event::StopChild(..) | Event::UndoAdd(..)));
                if let (Ok(child), false) = (result, stops) {
                    let seen = self.children.get(child);
                    let done = seen.is_none_or(|seen| !seen.alive || seen.acknowledged);
                    self.check(done, "a request is answered when it is fulfilled");
                    if of == Some(*child)
                        && let Some(seen) = self.children.get_mut(child)
                        && !seen.alive
                    {
                        // It was added without being started.
                        seen.halted = true;
                    }
                }
            }
            Command::Booted => {
                self.check(!self.booted && !self.ending, "a boot succeeds once");
                let settled = |seen: &Seen| seen.is_gone() && !seen.is_waiting() || seen.is_up();
                let mut children = self.children.values();
                let up = children.all(|seen| settled(seen) || seen.is_apart());
                self.check(up, "a boot succeeds when all are up");
                self.booted = true;
            }
            Command::Finish(_) => self.last = Some(command.clone()),
            Command::Note(note) => self.note(note),
            Command::SetTimer(..) | Command::CancelTimer(_) => {}
        }
    }

    fn note(&mut self, note: &Note) {
        match note {
            Note::GaveUp(..) => self.done = Some(Outcome::GiveUp),
            Note::Disabled(..) => self.done = Some(Outcome::Disable),
            Note::AutoShutdown(_) => {
                self.ends = true;
                self.ends();
            }
            Note::Paused { child, open, delay } => {
                self.done = Some(Outcome::Pause);
                let now = self.now;
                let seen = self.child(*child);
                seen.open = *open;
                seen.not_before = seen.not_before.max(now + *delay);
            }
            Note::GroupRestarted(_) => self.group_is_over(),
            Note::Restarting { child, delay, .. } => {
                self.done = Some(Outcome::Restart);
                let now = self.now;
                let seen = self.child(*child);
                if let Some(with_siblings) = seen.put_off.take() {
                    let in_time = seen.not_before <= now && !seen.alive && delay.is_zero();
                    self.check(in_time, "what was put off comes when the pause is over");
                    self.due = Some(Outcome::Restart);
                    if with_siblings {
                        self.restarts_with_group(*child);
                    }
                    return;
                }
                let backoff = seen.policy.extras.as_ref().and_then(|m| m.backoff);
                let (least, most) = backoff.map_or_else(Default::default, |backoff| {
                    let row = u32::try_from(seen.in_row(backoff.healthy())).unwrap_or(u32::MAX);
                    (backoff.delay(row, u32::MAX), backoff.delay(row, 0))
                });
                seen.not_before = seen.not_before.max(now + *delay);
                let right = (least..=most).contains(delay);
                self.check(right, "a delay is what the back-off says");
            }
            Note::Abandoned(child) => {
                let seen = &self.children[child];
                let right = seen.alive && seen.killed && !seen.policy.supervisor;
                self.check(right, "only a killed worker is abandoned");
                self.child(*child).abandoned = true;
            }
            _ => {}
        }
    }

    /// Nothing happens any more: whatever should be up is up, unless a child holds it up.
    pub(super) fn check_that_all_is_well(&self) {
        if self.ending || self.held_up().next().is_some() {
            return;
        }
        let mut children = self.children.values();
        let up = children.all(|seen| !seen.is_waiting() && (seen.vacant || seen.is_up()));
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
        let stuck = |seen: &Seen| seen.alive && !seen.is_up() && !seen.is_gone();
        let children = self.children.iter();
        children
            .filter(move |(_, seen)| stuck(seen))
            .map(|(&child, _)| child)
    }

    pub(super) fn check_the_end(&self) {
        let Some(Command::Finish(finish)) = &self.last else {
            return self.check(false, "an end comes");
        };
        let Finish {
            boot_failed,
            reason,
            abandoned: names,
            ..
        } = &**finish;
        let named = *boot_failed == self.boot_culprit;
        self.check(named, "a failed boot is reported, and names its cause");
        let killed = boot_failed.is_none() && matches!(reason, ExitReason::Killed);
        let known = boot_failed.is_some() || killed == self.killed;
        self.check(known, "who is killed ends as killed");
        let answered = self.requests.values().all(|&answers| answers == 1);
        self.check(answered, "every request is answered");
        let alive = self.children.values().filter(|seen| seen.alive);
        let (abandoned, others): (Vec<_>, Vec<_>) = alive.partition(|seen| seen.abandoned);
        self.check(others.is_empty(), "nothing but the abandoned lives on");
        self.check(abandoned.len() == names.len(), "the abandoned are named");
    }

    pub(super) fn child(&mut self, child: ChildKey) -> &mut Seen {
        self.children.get_mut(&child).expect("a known child")
    }
}
