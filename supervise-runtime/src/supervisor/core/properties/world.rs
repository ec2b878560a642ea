//! A world for the core to act in: virtual time, and children that behave as a scenario says.

use std::collections::{BTreeMap, VecDeque};
use std::mem;
use std::time::Duration;

use super::super::words::{Run, TimerKey};
use super::super::{ChildKey, Command, Core, Event, New, Position, RequestKey};
use super::judge::Judge;
use super::scenario::{Act, Behaviour, Init, Scenario};
use crate::exit::ExitReason;
use crate::supervisor::label::Label;

/// Only the tries to start in the place of an abandoned child go on for longer than this.
const LONG: Duration = Duration::from_secs(200);

const NOBODY: ChildKey = ChildKey {
    index: u32::MAX,
    generation: 0,
};

/// Something that will happen.
#[derive(Debug)]
enum Plan {
    Act(Act),
    /// The run's init succeeds.
    Acknowledge(Run),
    /// The run ends, or chose not to run.
    End(Run, Option<ExitReason>),
    Tell(Event),
}

/// When it will happen; what was planned first happens first.
type When = (Duration, u64);

pub(super) struct World {
    core: Core,
    judge: Judge,
    now: Duration,
    plans: BTreeMap<When, Plan>,
    planned: u64,
    /// The runs that really live: the core may not have been told yet that one does not.
    live: BTreeMap<Run, Behaviour>,
    behaviours: VecDeque<Behaviour>,
    acts: Vec<(Duration, Act)>,
    timers: BTreeMap<TimerKey, When>,
    timers_come_late: bool,
    supervisors: Vec<ChildKey>,
    admitting: Option<New>,
    requests: u64,
}

impl World {
    pub(super) fn new(scenario: Scenario) -> Self {
        let mut core = Core::new(scenario.rules, scenario.seed);
        let mut judge = Judge::new(scenario.rules);
        let mut supervisors = Vec::new();
        let mut keys: Vec<ChildKey> = Vec::new();
        for (index, (policy, uses)) in scenario.children.iter().enumerate() {
            // Each bit stands for a child before it.
            let used = keys.iter().enumerate();
            let used = used.filter(|(bit, _)| uses & (1 << bit) != 0);
            let used: Vec<ChildKey> = used.map(|(_, key)| *key).collect();
            let label = Label::from(&*index.to_string());
            let child = core.declare(label, policy.clone(), &used);
            judge.declared(child, policy.clone(), &used);
            if policy.supervisor {
                supervisors.push(child);
            }
            keys.push(child);
        }
        Self {
            core,
            judge,
            now: Duration::ZERO,
            plans: BTreeMap::new(),
            planned: 0,
            live: BTreeMap::new(),
            behaviours: scenario.runs.into(),
            acts: scenario.acts,
            timers: BTreeMap::new(),
            timers_come_late: scenario.timers_come_late,
            supervisors,
            admitting: None,
            requests: 0,
        }
    }

    pub(super) fn boot(&mut self) {
        self.plan(Duration::ZERO, Plan::Tell(Event::Boot));
        for (at, act) in mem::take(&mut self.acts) {
            self.plan(at, Plan::Act(act));
        }
    }

    pub(super) fn shut_down(&mut self) {
        self.act(Act::Shutdown);
    }

    pub(super) fn kill(&mut self) {
        self.act(Act::Kill);
    }

    pub(super) fn run_until_quiet(&mut self) {
        let until = self.now + LONG;
        while let Some(entry) = self.plans.first_entry() {
            let at = entry.key().0;
            if at > until {
                break;
            }
            let plan = entry.remove();
            self.now = at;
            self.carry_out(plan);
        }
    }

    pub(super) fn is_finished(&self) -> bool {
        self.judge.is_finished()
    }

    pub(super) fn check_that_all_is_well(&self) {
        self.judge.check_that_all_is_well();
    }

    pub(super) fn check_that_a_child_holds_it_up(&self) {
        self.judge.check_that_a_child_holds_it_up();
    }

    pub(super) fn check_the_end(&self) {
        self.judge.check_the_end();
    }

    fn plan(&mut self, after: Duration, plan: Plan) -> When {
        self.planned += 1;
        let when = (self.now + after, self.planned);
        self.plans.insert(when, plan);
        when
    }

    fn carry_out(&mut self, plan: Plan) {
        match plan {
            Plan::Act(act) => self.act(act),
            Plan::Tell(event) => self.tell(event),
            Plan::Acknowledge(run) => {
                let Some(behaviour) = self.live.get(&run).cloned() else {
                    return;
                };
                self.plan(behaviour.lag, Plan::Tell(Event::Started(run)));
                if let Some((after, end)) = behaviour.end {
                    self.plan(after, Plan::End(run, Some(end.reason())));
                }
            }
            Plan::End(run, reason) => {
                let Some(behaviour) = self.live.remove(&run) else {
                    return;
                };
                let report = match reason {
                    Some(reason) => Event::Exited(run, reason),
                    None => Event::Ignored(run),
                };
                self.plan(behaviour.lag, Plan::Tell(report));
            }
        }
    }

    fn act(&mut self, act: Act) {
        self.requests += 1;
        let request = RequestKey(self.requests);
        match act {
            Act::Crash(nth) => {
                let runs: Vec<Run> = self.live.keys().copied().collect();
                if let Some(&run) = runs.get(nth) {
                    let crash = Plan::End(run, Some(ExitReason::error("crash")));
                    self.plan(Duration::ZERO, crash);
                }
            }
            Act::AddChild(policy, where_to, starts) => {
                let other = self.nth_child(where_to / 4);
                let position = match where_to % 4 {
                    0 => Position::First,
                    1 => Position::Before(other),
                    2 => Position::After(other),
                    _ => Position::Last,
                };
                let new = New {
                    label: Label::from(&*format!("#{}", self.requests)),
                    policy,
                    position,
                    depends_on: Vec::new(),
                    starts,
                };
                self.admitting = Some(new.clone());
                self.tell(Event::AddChild(request, new));
            }
            Act::StartChild(nth) => {
                let child = self.nth_child(nth);
                self.tell(Event::StartChild(request, child));
            }
            Act::RestartChild(nth) => {
                let child = self.nth_child(nth);
                self.tell(Event::RestartChild(request, child));
            }
            Act::DeleteChild(nth) => {
                let child = self.nth_child(nth);
                self.tell(Event::DeleteChild(request, child));
            }
            Act::UndoAdd(nth) => {
                let child = self.nth_child(nth);
                self.tell(Event::UndoAdd(request, child));
            }
            Act::StopChild(nth) => {
                let child = self.nth_child(nth);
                self.tell(Event::StopChild(request, child));
            }
            Act::Shutdown => self.tell(Event::Shutdown(ExitReason::Shutdown)),
            Act::Kill => self.tell(Event::Kill),
            Act::Stale(nth) => self.tell_what_is_stale(nth),
        }
    }

    fn nth_child(&self, nth: usize) -> ChildKey {
        let child = self.core.children().nth(nth);
        child.map_or(NOBODY, |(child, _)| child)
    }

    /// Reports of a run before the latest, or of a child that there is not; and a timer that the
    /// child does not have.
    fn tell_what_is_stale(&mut self, nth: usize) {
        let child = self.nth_child(nth);
        let number = self.judge.latest_run(child).wrapping_sub(1);
        let run = Run { child, number };
        let serial = u64::MAX;
        for event in [
            Event::Started(run),
            Event::Exited(run, ExitReason::Normal),
            Event::Ignored(run),
            Event::Timer(TimerKey { child, serial }),
        ] {
            let mut commands = Vec::new();
            self.core.handle(self.now, event.clone(), &mut commands);
            self.judge
                .check(commands.is_empty(), "what is stale has no effect");
        }
    }

    fn tell(&mut self, event: Event) {
        let valid = match event {
            Event::Timer(timer) => self.timers.remove(&timer).is_some(),
            _ => true,
        };
        if valid {
            self.judge.event(self.now, &event);
        }
        let mut commands = Vec::new();
        self.core.handle(self.now, event, &mut commands);
        let effect = valid || commands.is_empty();
        self.judge.check(effect, "a cancelled timer has no effect");
        for command in commands {
            self.perform(&command);
        }
        self.judge.after_event();
    }

    fn perform(&mut self, command: &Command) {
        if let (Command::Admit(_, child), Some(new)) = (command, self.admitting.take()) {
            if new.policy.supervisor {
                self.supervisors.push(*child);
            }
            self.judge.added(*child, new.policy, new.position);
        }
        self.judge.command(command);
        match *command {
            Command::Start(run) => self.start(run),
            Command::Drain(run) => {
                if let Some(after) = self.live.get(&run).and_then(|behaviour| behaviour.drain) {
                    self.plan(after, Plan::End(run, Some(ExitReason::Shutdown)));
                }
            }
            Command::Exit(run) => {
                if let Some(after) = self.live.get(&run).and_then(|behaviour| behaviour.exit) {
                    self.plan(after, Plan::End(run, Some(ExitReason::Shutdown)));
                }
            }
            Command::Kill(run) => {
                if let Some(after) = self.live.get(&run).and_then(|behaviour| behaviour.kill) {
                    self.plan(after, Plan::End(run, Some(ExitReason::Killed)));
                }
            }
            Command::SetTimer(timer, after) => {
                let when = self.plan(after, Plan::Tell(Event::Timer(timer)));
                self.timers.insert(timer, when);
                let of_child = self
                    .timers
                    .keys()
                    .filter(|other| other.child == timer.child);
                let single = of_child.count() == 1;
                self.judge.check(single, "a child has one timer at most");
            }
            Command::CancelTimer(timer) => {
                let when = self.timers.remove(&timer);
                self.judge
                    .check(when.is_some(), "only a set timer is cancelled");
                if let Some(when) = when.filter(|_| !self.timers_come_late) {
                    self.plans.remove(&when);
                }
            }
            Command::Finish(_) => {
                let none = self.timers.is_empty();
                self.judge.check(none, "no timer outlives the supervisor");
            }
            _ => {}
        }
    }

    fn start(&mut self, run: Run) {
        let mut behaviour = self.behaviours.pop_front().unwrap_or(Behaviour::GOOD);
        if self.supervisors.contains(&run.child) {
            // A killed supervisor always ends, though it may take its time.
            behaviour.kill.get_or_insert(Duration::from_secs(20));
        }
        match behaviour.init {
            Init::Succeeds(after) => {
                self.plan(after, Plan::Acknowledge(run));
            }
            Init::Fails(after, end) => {
                self.plan(after, Plan::End(run, Some(end.reason())));
            }
            Init::Ignores(after) => {
                self.plan(after, Plan::End(run, None));
            }
            Init::Hangs => {}
        }
        self.live.insert(run, behaviour);
    }
}
