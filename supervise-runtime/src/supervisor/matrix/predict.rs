//! What the core says will happen: a tree of cores, played through without a task or a clock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::super::core::{ChildKey, Command, Core, Event, Note, Run, TimerKey};
use super::super::event::TreeEventKind as Kind;
use super::super::plan::{Entry, Plan};
use super::stage::{Cue, MOMENT, Play};
use super::{Act, Line, Step};
use crate::exit::ExitReason;
use crate::pid::Pid;

/// What is going to happen.
#[derive(Debug)]
enum Coming {
    Tell(usize, Event),
    /// Only if the timer is in force then.
    Timer(usize, u32, TimerKey),
    /// A worker's init is through, if it still runs.
    Acknowledge(usize, Run, u32),
    /// A worker ends.
    End(usize, Run, u32, ExitReason),
    Act(Act),
}

/// When, and of what happens at the same time what first.
type When = (Duration, u64);

pub(super) struct Prediction {
    supervisors: Vec<Supervisor>,
    coming: BTreeMap<When, Coming>,
    serial: u64,
    now: Duration,
    pub(super) lines: Vec<Line>,
    pub(super) ended: Option<ExitReason>,
}

struct Supervisor {
    plan: Arc<Plan>,
    path: Arc<str>,
    /// Of it as a child: its supervisor, and which child it is there.
    above: Option<(usize, usize)>,
    /// How often it was started: what was meant for an earlier core is not for this one.
    life: u32,
    core: Option<Core>,
    run: Option<Run>,
    children: Vec<Child>,
    shutting_down: bool,
}

struct Child {
    key: Option<ChildKey>,
    path: Arc<str>,
    entry: Arc<Entry>,
    supervisor: Option<usize>,
    incarnation: u32,
    /// The run that is alive.
    alive: Option<Run>,
    /// It is through its init.
    is_up: bool,
    hangs: bool,
    starts: std::collections::VecDeque<Play>,
}

impl Prediction {
    pub(super) fn new(plan: &Arc<Plan>) -> Self {
        let mut prediction = Self {
            supervisors: Vec::new(),
            coming: BTreeMap::new(),
            serial: 0,
            now: Duration::ZERO,
            lines: Vec::new(),
            ended: None,
        };
        let name = plan.declared().map_or("", |declared| &declared.spec.name);
        prediction.add(plan, Arc::from(name), &Arc::from(""), None);
        prediction
    }

    fn add(
        &mut self,
        plan: &Arc<Plan>,
        path: Arc<str>,
        below: &Arc<str>,
        above: Option<(usize, usize)>,
    ) -> usize {
        let index = self.supervisors.len();
        self.supervisors.push(Supervisor {
            plan: Arc::clone(plan),
            path,
            above,
            life: 0,
            core: None,
            run: None,
            children: Vec::new(),
            shutting_down: false,
        });
        for (position, entry) in plan.children().iter().enumerate() {
            let path = entry.label.path(below);
            let supervisor = entry
                .plan
                .as_ref()
                .map(|plan| self.add(plan, Arc::clone(&path), &path, Some((index, position))));
            self.supervisors[index].children.push(Child {
                key: None,
                path,
                entry: Arc::clone(entry),
                supervisor,
                incarnation: 0,
                alive: None,
                is_up: false,
                hangs: false,
                starts: std::collections::VecDeque::new(),
            });
        }
        index
    }

    /// Plays the whole script, from the boot to the shutdown.
    pub(super) fn play(&mut self, script: &[Step]) {
        self.boot(0, None);
        for (at, act) in script {
            self.plan_at(*at, Coming::Act(act.clone()));
        }
        while let Some(entry) = self.coming.first_entry() {
            self.now = entry.key().0;
            let coming = entry.remove();
            self.happens(coming);
            if self.ended.is_some() {
                return;
            }
        }
    }

    fn plan_at(&mut self, at: Duration, coming: Coming) {
        self.serial += 1;
        self.coming.insert((at, self.serial), coming);
    }

    fn next(&mut self, coming: Coming) {
        self.plan_at(self.now, coming);
    }

    fn happens(&mut self, coming: Coming) {
        match coming {
            Coming::Tell(supervisor, event) => self.tell(supervisor, event),
            Coming::Timer(supervisor, life, timer) => {
                let of = &self.supervisors[supervisor];
                let in_force = of.core.as_ref().is_some_and(|core| core.awaits(timer));
                if of.life == life && in_force {
                    self.tell(supervisor, Event::Timer(timer));
                }
            }
            Coming::Acknowledge(supervisor, run, life) => {
                if let Some(child) = self.child_in(supervisor, run, life) {
                    child.is_up = true;
                    self.next(Coming::Tell(supervisor, Event::Started(run)));
                }
            }
            Coming::End(supervisor, run, life, reason) => {
                if let Some(child) = self.child_in(supervisor, run, life) {
                    child.alive = None;
                    self.next(Coming::Tell(supervisor, Event::Exited(run, reason)));
                }
            }
            Coming::Act(act) => self.act(act),
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Starts(path, plays) => {
                for child in self.supervisors.iter_mut().flat_map(|of| &mut of.children) {
                    if child.path == path {
                        child.starts.extend(&plays);
                    }
                }
            }
            Act::Cue(path, cue) => {
                for supervisor in 0..self.supervisors.len() {
                    let life = self.supervisors[supervisor].life;
                    let mut children = self.supervisors[supervisor].children.iter_mut();
                    let Some(child) = children.find(|child| child.path == path) else {
                        continue;
                    };
                    let Some(run) = child.alive.filter(|_| child.is_up) else {
                        continue;
                    };
                    match cue.clone() {
                        Cue::Hang | Cue::Drain => child.hangs = true,
                        Cue::End(reason) => {
                            self.next(Coming::End(supervisor, run, life, reason));
                        }
                    }
                }
            }
            Act::Kill => self.next(Coming::Tell(0, Event::Kill)),
            Act::Shutdown => self.next(Coming::Tell(0, Event::Shutdown(ExitReason::Shutdown))),
        }
    }

    fn child_in(&mut self, supervisor: usize, run: Run, life: u32) -> Option<&mut Child> {
        let of = &mut self.supervisors[supervisor];
        let mut children = of.children.iter_mut();
        let child = children.find(|child| child.alive == Some(run) && child.key == Some(run.child));
        child.filter(|_| of.life == life)
    }

    fn boot(&mut self, index: usize, run: Option<Run>) {
        let of = &mut self.supervisors[index];
        let Some(declared) = of.plan.declared() else {
            return;
        };
        let mut core = Core::new(declared.rules(), super::SEED);
        let uses = declared.spec.uses();
        let active = of.plan.by_active().0.len();
        let mut keys: Vec<ChildKey> = Vec::new();
        for (position, child) in of.children.iter_mut().enumerate() {
            let used = uses.iter().filter(|(user, _)| *user == position);
            let used: Vec<ChildKey> = used.map(|(_, used)| keys[*used]).collect();
            let (label, policy) = (child.entry.label.clone(), child.entry.terms.policy.clone());
            let key = match position < active {
                true => core.declare(label, policy, &used),
                false => core.declare_stopped(label, policy),
            };
            child.key = Some(key);
            keys.push(key);
        }
        of.core = Some(core);
        of.life += 1;
        of.run = run;
        of.shutting_down = false;
        self.next(Coming::Tell(index, Event::Boot));
    }

    fn tell(&mut self, index: usize, event: Event) {
        let mut commands = Vec::new();
        let now = self.now;
        let Some(core) = &mut self.supervisors[index].core else {
            return;
        };
        core.handle(now, event, &mut commands);
        for command in commands {
            self.perform(index, command);
        }
    }

    fn child(&mut self, index: usize, key: ChildKey) -> Option<(usize, &mut Child)> {
        let mut children = self.supervisors[index].children.iter_mut().enumerate();
        children.find(|(_, child)| child.key == Some(key))
    }

    fn line(&mut self, supervisor: usize, path: &Arc<str>, kind: &Kind) {
        self.lines.push(Line {
            at: self.now,
            supervisor: Arc::clone(&self.supervisors[supervisor].path),
            text: format!("{path} {kind}"),
        });
    }

    fn perform(&mut self, index: usize, command: Command) {
        let life = self.supervisors[index].life;
        match command {
            Command::Start(run) => self.start(index, run),
            Command::Drain(run) | Command::Exit(run) => self.ask(index, run),
            Command::Kill(run) => {
                self.shutting_down(index);
                let Some((_, child)) = self.child(index, run.child) else {
                    return;
                };
                match child.supervisor {
                    Some(nested) => self.next(Coming::Tell(nested, Event::Kill)),
                    None => self.next(Coming::End(index, run, life, ExitReason::Killed)),
                }
            }
            Command::SetTimer(timer, after) => {
                self.plan_at(
                    self.now.saturating_add(after),
                    Coming::Timer(index, life, timer),
                );
            }
            Command::Booted => {
                let run = self.supervisors[index].run;
                if let (Some((above, _)), Some(run)) = (self.supervisors[index].above, run) {
                    self.next(Coming::Tell(above, Event::Started(run)));
                }
            }
            Command::Finish(finish) => self.finish(index, finish.reason),
            Command::Note(note) => self.note(index, &note),
            Command::Admit(..)
            | Command::CancelTimer(_)
            | Command::Vacant(..)
            | Command::Forget(_)
            | Command::Answer(..) => {}
        }
    }

    fn start(&mut self, index: usize, run: Run) {
        let life = self.supervisors[index].life;
        let Some((_, child)) = self.child(index, run.child) else {
            return;
        };
        child.incarnation += 1;
        child.alive = Some(run);
        child.hangs = false;
        child.is_up = false;
        let (path, nested) = (Arc::clone(&child.path), child.supervisor);
        let start = match nested {
            Some(_) => Play::Well,
            None => child.starts.pop_front().unwrap_or(Play::Well),
        };
        let pid = Pid::new(child.entry.place.core().id, child.incarnation);
        self.line(index, &path, &Kind::Starting { pid });
        if let Some(nested) = nested {
            return self.boot(nested, Some(run));
        }
        match start {
            Play::Well => self.next(Coming::Acknowledge(index, run, life)),
            Play::Slowly(time) => {
                self.plan_at(self.now + time, Coming::Acknowledge(index, run, life));
            }
            Play::Fails => {
                let reason = ExitReason::error("init failed");
                let then = self.now + MOMENT;
                self.plan_at(then, Coming::End(index, run, life, reason));
            }
        }
    }

    fn ask(&mut self, index: usize, run: Run) {
        self.shutting_down(index);
        let life = self.supervisors[index].life;
        let Some((_, child)) = self.child(index, run.child) else {
            return;
        };
        match child.supervisor {
            Some(nested) => {
                let shutdown = Event::Shutdown(ExitReason::Shutdown);
                self.next(Coming::Tell(nested, shutdown));
            }
            None if child.hangs => {}
            None => self.next(Coming::End(index, run, life, ExitReason::Shutdown)),
        }
    }

    fn shutting_down(&mut self, index: usize) {
        let of = &mut self.supervisors[index];
        let ends = of.core.as_ref().is_some_and(Core::is_ending);
        if ends && !std::mem::replace(&mut of.shutting_down, true) {
            let path = Arc::clone(&of.path);
            self.line(index, &path, &Kind::ShuttingDown);
        }
    }

    fn finish(&mut self, index: usize, reason: ExitReason) {
        self.shutting_down(index);
        let of = &mut self.supervisors[index];
        let (path, above, run) = (Arc::clone(&of.path), of.above, of.run);
        of.core = None;
        of.life += 1;
        let ended = Kind::Ended {
            reason: reason.clone(),
        };
        self.line(index, &path, &ended);
        match (above, run) {
            (Some((above, position)), Some(run)) => {
                self.supervisors[above].children[position].alive = None;
                self.next(Coming::Tell(above, Event::Exited(run, reason)));
            }
            _ => self.ended = Some(reason),
        }
    }

    fn note(&mut self, index: usize, note: &Note) {
        let child = note.child();
        let paths: BTreeMap<ChildKey, Arc<str>> = self.supervisors[index]
            .children
            .iter()
            .filter_map(|child| Some((child.key?, Arc::clone(&child.path))))
            .collect();
        let name = |key: ChildKey| paths.get(&key).cloned().unwrap_or_else(|| Arc::from("?"));
        let Some((_, of)) = self.child(index, child) else {
            return;
        };
        let pid = Pid::new(of.entry.place.core().id, of.incarnation);
        let kind = Kind::of(note, pid, &name);
        self.line(index, &name(child), &kind);
    }
}
