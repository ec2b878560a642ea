//! One test per rule. A [`Bench`] plays the shell: what a test tells it has happened goes into the
//! core, what the core answers comes out as a line of text such as `"exit c, exit b"`.

mod boot;
mod dynamic;
mod hanging;
mod mending;
mod order;
mod requests;
mod restart;
mod shutdown;
mod significant;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use supervise_model::{AtLimit, Backoff, Limit, Restart, Shutdown, Strategy};

use super::{
    ChildKey, Command, Core, Event, Extras, Mode, New, Note, Policy, Position, RequestError,
    RequestKey, Rules, Run, TimerKey,
};
use crate::exit::{ExitReason, Panic};
use crate::supervisor::label::Label;

const PERMANENT: Policy = Policy {
    restart: Restart::Permanent,
    shutdown: Shutdown::WORKER,
    start_timeout: Some(Duration::from_secs(30)),
    supervisor: false,
    optional: false,
    significant: false,
    extras: None,
};
const TRANSIENT: Policy = Policy {
    restart: Restart::Transient,
    ..PERMANENT
};
const TEMPORARY: Policy = Policy {
    restart: Restart::Temporary,
    ..PERMANENT
};

/// Permanent, and restarted in a way of its own.
fn mended(backoff: Option<Backoff>, limit: Option<Limit>, at_limit: AtLimit) -> Policy {
    Policy {
        extras: Some(Arc::new(Extras {
            backoff,
            limit,
            at_limit,
            drain: None,
        })),
        ..PERMANENT
    }
}

fn panic() -> ExitReason {
    ExitReason::Panic(Panic {
        message: None,
        location: None,
    })
}

fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}

struct Bench {
    core: Core,
    now: Duration,
    names: BTreeMap<ChildKey, String>,
    runs: BTreeMap<ChildKey, u32>,
    timers: BTreeSet<(Duration, TimerKey)>,
    notes: Vec<String>,
    /// The name of the child that is being added.
    admitting: String,
}

impl Bench {
    /// Nothing has happened yet.
    fn new(strategy: Strategy, children: &[(&str, Policy)]) -> Self {
        Self::with_limit(strategy, Limit::default(), children)
    }

    fn with_limit(strategy: Strategy, limit: Limit, children: &[(&str, Policy)]) -> Self {
        let mut rules = Rules::new(Mode::Static(strategy));
        rules.limit = limit;
        Self::with_rules(rules, children)
    }

    fn with_rules(rules: Rules, children: &[(&str, Policy)]) -> Self {
        let mut bench = Self::of(Core::new(rules, 0));
        for (name, policy) in children {
            bench.declare(name, policy.clone(), &[]);
        }
        bench
    }

    /// A child that was given the handles of others.
    fn declare(&mut self, name: &str, policy: Policy, used: &[&str]) {
        let used: Vec<ChildKey> = used.iter().map(|name| self.key(name)).collect();
        let key = self.core.declare(Label::from(name), policy, &used);
        self.names.insert(key, name.to_owned());
    }

    /// All children are up.
    fn up(strategy: Strategy, children: &[(&str, Policy)]) -> Self {
        Self::new(strategy, children).booted()
    }

    fn dynamic(max_children: Option<usize>, limit: Limit) -> Self {
        let mut bench = Self::of(Core::new(
            Rules {
                limit,
                ..Rules::new(Mode::Dynamic { max_children })
            },
            0,
        ));
        assert_eq!(bench.happens(Event::Boot), "booted");
        bench
    }

    fn of(core: Core) -> Self {
        Self {
            core,
            now: Duration::ZERO,
            names: BTreeMap::new(),
            runs: BTreeMap::new(),
            timers: BTreeSet::new(),
            notes: Vec::new(),
            admitting: String::new(),
        }
    }

    fn booted(mut self) -> Self {
        let mut done = self.happens(Event::Boot);
        while let Some(name) = done.strip_prefix("start ") {
            done = self.started(name);
        }
        assert_eq!(done, "booted");
        self.notes.clear();
        self
    }

    fn started(&mut self, name: &str) -> String {
        self.happens(Event::Started(self.run(name)))
    }

    fn ignored(&mut self, name: &str) -> String {
        self.happens(Event::Ignored(self.run(name)))
    }

    fn exited(&mut self, name: &str, reason: ExitReason) -> String {
        self.happens(Event::Exited(self.run(name), reason))
    }

    fn panics(&mut self, name: &str) -> String {
        self.exited(name, panic())
    }

    /// It ends because it was asked to.
    fn obeys(&mut self, name: &str) -> String {
        self.exited(name, ExitReason::Shutdown)
    }

    fn shutdown(&mut self) -> String {
        self.happens(Event::Shutdown(ExitReason::Shutdown))
    }

    fn kill(&mut self) -> String {
        self.happens(Event::Kill)
    }

    fn stop_child(&mut self, request: u64, name: &str) -> String {
        let child = self.key(name);
        self.happens(Event::StopChild(RequestKey(request), child))
    }

    fn restart_child(&mut self, request: u64, name: &str) -> String {
        let child = self.key(name);
        self.happens(Event::RestartChild(RequestKey(request), child))
    }

    fn start_again(&mut self, request: u64, name: &str) -> String {
        let child = self.key(name);
        self.happens(Event::StartChild(RequestKey(request), child))
    }

    fn delete_child(&mut self, request: u64, name: &str) -> String {
        let child = self.key(name);
        self.happens(Event::DeleteChild(RequestKey(request), child))
    }

    /// The new child is called like the request: `"#1"`.
    fn start_child(&mut self, request: u64, policy: Policy) -> String {
        let name = format!("#{request}");
        self.add(request, &name, policy, Position::Last, true)
    }

    fn add(
        &mut self,
        request: u64,
        name: &str,
        policy: Policy,
        position: Position,
        starts: bool,
    ) -> String {
        self.admitting = name.to_owned();
        let new = New {
            label: Label::from(name),
            policy,
            position,
            depends_on: Vec::new(),
            starts,
        };
        self.happens(Event::AddChild(RequestKey(request), new))
    }

    fn key(&self, name: &str) -> ChildKey {
        let mut names = self.names.iter();
        let found = names.find(|(_, other)| *other == name);
        *found.expect("a child of this name").0
    }

    /// Its latest run.
    fn run(&self, name: &str) -> Run {
        let child = self.key(name);
        let number = self.runs[&child];
        Run { child, number }
    }

    fn state(&self, name: &str) -> String {
        let key = self.key(name);
        let state = self.core.children().find(|&(other, _)| other == key);
        state.map_or("forgotten".to_owned(), |(_, state)| {
            format!("{state:?}").to_lowercase()
        })
    }

    /// Lets time pass, and the timers come that are due.
    fn wait(&mut self, time: Duration) -> String {
        let until = self.now + time;
        let mut lines = Vec::new();
        while let Some(&(at, timer)) = self.timers.first().filter(|&&(at, _)| at <= until) {
            self.timers.pop_first();
            self.now = at;
            lines.push(self.happens(Event::Timer(timer)));
        }
        self.now = until;
        lines.retain(|line| !line.is_empty());
        lines.join(", ")
    }

    fn happens(&mut self, event: Event) -> String {
        let mut commands = Vec::new();
        self.core.handle(self.now, event, &mut commands);
        let lines = commands
            .into_iter()
            .filter_map(|command| self.perform(command));
        lines.collect::<Vec<_>>().join(", ")
    }

    /// Timers and notes are kept apart: they would drown the rest.
    fn perform(&mut self, command: Command) -> Option<String> {
        Some(match command {
            Command::Admit(_, child) => {
                self.names.insert(child, self.admitting.clone());
                return None;
            }
            Command::Start(run) => {
                self.runs.insert(run.child, run.number);
                format!("start {}", self.names[&run.child])
            }
            Command::Drain(run) => format!("drain {}", self.names[&run.child]),
            Command::Exit(run) => format!("exit {}", self.names[&run.child]),
            Command::Kill(run) => format!("kill {}", self.names[&run.child]),
            Command::SetTimer(timer, after) => {
                self.timers.insert((self.now + after, timer));
                return None;
            }
            Command::CancelTimer(timer) => {
                self.timers.retain(|&(_, other)| other != timer);
                return None;
            }
            Command::Vacant(child, reason) => {
                format!("vacant {} ({reason})", self.names[&child])
            }
            Command::Forget(child) => format!("forget {}", self.names[&child]),
            Command::Answer(RequestKey(request), result) => match result {
                Ok(child) => format!("answer {request}: {}", self.names[&child]),
                Err(RequestError::StartFailed(reason)) => {
                    format!("answer {request}: start failed ({reason})")
                }
                Err(error) => format!("answer {request}: {error:?}"),
            },
            Command::Booted => "booted".to_owned(),
            Command::Finish(finish) => {
                let lists =
                    list(" unclean", &finish.unclean) + &list(" abandoned", &finish.abandoned);
                let what = match finish.boot_failed {
                    Some(child) => format!("boot failed at {}", self.names[&child]),
                    None => "finish".to_owned(),
                };
                format!("{what} ({}){lists}", finish.reason)
            }
            Command::Note(note) => {
                let line = self.line(&note);
                self.notes.extend(line);
                return None;
            }
        })
    }

    fn line(&self, note: &Note) -> Option<String> {
        let name = |key: &ChildKey| self.names[key].clone();
        Some(match note {
            Note::Died(key, reason) => format!("{} died ({reason})", name(key)),
            Note::StartFailed(key, reason) => format!("{} start failed ({reason})", name(key)),
            Note::Restarting {
                child,
                siblings,
                delay,
            } => {
                let siblings: Vec<Arc<str>> = siblings.iter().map(|key| name(key).into()).collect();
                let delay = if delay.is_zero() {
                    String::new()
                } else {
                    format!(" in {delay:?}")
                };
                format!(
                    "restarting {}{delay}{}",
                    name(child),
                    list(" with", &siblings)
                )
            }
            Note::Started(_) => return None,
            Note::Ignored(key) => format!("{} ignored", name(key)),
            Note::Paused { child, open, delay } => {
                let how = if *open { "open" } else { "paused" };
                format!("{} {how} for {delay:?}", name(child))
            }
            Note::Disabled(key, reason) => format!("{} disabled ({reason})", name(key)),
            Note::GroupRestarted(key) => format!("group of {} restarted", name(key)),
            Note::AutoShutdown(key) => format!("{} ends it all", name(key)),
            Note::OutOfTime(key) => format!("{} out of time", name(key)),
            Note::Stopped(key, reason) => format!("{} stopped ({reason})", name(key)),
            Note::Abandoned(key) => format!("{} abandoned", name(key)),
            Note::StillRunning(key) => format!("{} still running", name(key)),
            Note::Gone(key, reason) => format!("{} gone ({reason})", name(key)),
            Note::GaveUp(key, reason) => format!("gave up on {} ({reason})", name(key)),
        })
    }
}

fn list(title: &str, names: &[Arc<str>]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!("{title} {}", names.join(" "))
    }
}
