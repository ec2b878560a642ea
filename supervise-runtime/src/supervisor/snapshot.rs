//! How a tree looks right now.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use super::core::Mode;
use super::plan::{Entry, Plan};
use crate::pid::Pid;
use crate::place::{AnyPlace, Status};

/// One node of a tree at one moment, and those below it.
///
/// The nodes are looked at one after another, not all at once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Snapshot {
    /// Its name among its siblings.
    pub name: Arc<str>,
    /// Its path in the tree; the root's is empty.
    pub path: Arc<str>,
    /// What it is.
    pub kind: NodeKind,
    /// What its place is doing.
    pub status: Status,
    /// The incarnation that runs, or was the last to run.
    pub pid: Pid,
    /// How often its place was filled again after its first start. Only grows.
    pub restarts: u32,
    /// For how long this incarnation has run.
    pub uptime: Option<Duration>,
    /// How many messages wait.
    pub mailbox_len: usize,
    /// How many messages without a caller were never handled. Only grows.
    pub dead_letters: u64,
    /// How many panics its process has survived, if it is pure and goes on after them. Only grows.
    pub resumes: u64,
    /// What has happened so far to the children of a supervisor; `None` for a process.
    pub counters: Option<Counters>,
    /// How many restarts count under the limit of a supervisor; `None` for a process, and for a
    /// supervisor without a limit.
    pub restarts_in_window: Option<usize>,
    /// Those below it, in start order.
    pub children: Vec<Snapshot>,
}

/// What has happened so far to the children of a supervisor. These numbers only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// How often one of them got through its init.
    pub starts: u64,
    /// How often one of them ended by itself, or did not get through its init.
    pub exits: u64,
    /// How often one of them, or several together, were restarted.
    pub restarts: u64,
    /// How often one of them ended because it was told to.
    pub stops: u64,
    /// How often one of them was killed and did not end.
    pub abandoned: u64,
    /// How many events there were of this supervisor.
    pub events: u64,
}

impl Counters {
    fn of(plan: &Plan) -> Self {
        let counters = &plan.counters;
        Self {
            starts: counters.starts.get(),
            exits: counters.exits.get(),
            restarts: counters.restarts.get(),
            stops: counters.stops.get(),
            abandoned: counters.abandoned.get(),
            events: counters.events.get(),
        }
    }
}

/// What a node of a tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NodeKind {
    /// A process of this type.
    Worker(&'static str),
    /// A supervisor of this kind: its strategy, `dynamic`, or `pool`.
    Supervisor(String),
}

impl Snapshot {
    pub(super) fn of(plan: &Plan) -> Self {
        let name = plan
            .declared()
            .map_or("", |declared| declared.spec.name.as_str());
        Self::node(&*plan.place, Arc::from(name), Arc::from(""), Some(plan))
    }

    /// The node at a path, as `stores.0`.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Self> {
        if *self.path == *path {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(path))
    }

    fn child(entry: &Entry) -> Self {
        Self::node(
            &*entry.place,
            entry.label.text(),
            entry.place.core().label(),
            entry.plan.as_deref(),
        )
    }

    fn node(place: &dyn AnyPlace, name: Arc<str>, path: Arc<str>, plan: Option<&Plan>) -> Self {
        let core = place.core();
        let pid = core.pid();
        let mut children = Vec::new();
        if let Some(plan) = plan {
            children.extend(plan.current().iter().map(|entry| Self::child(entry)));
        }
        Self {
            name,
            path,
            kind: plan.map_or(NodeKind::Worker(core.process), kind_of),
            status: core.status(),
            pid,
            restarts: pid.incarnation().saturating_sub(1),
            uptime: core.uptime(),
            mailbox_len: place.mailbox_len(),
            dead_letters: core.dead_letters.load(Ordering::Relaxed),
            resumes: core.resumes.load(Ordering::Relaxed),
            counters: plan.map(Counters::of),
            restarts_in_window: plan.and_then(restarts_in_window),
            children,
        }
    }

    fn draw(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let kind = match &self.kind {
            NodeKind::Worker(process) => process,
            NodeKind::Supervisor(kind) => kind.as_str(),
        };
        write!(
            f,
            "{:indent$}{} ({kind}) {}",
            "",
            self.name,
            self.status,
            indent = depth * 2
        )?;
        if let Some(uptime) = self.uptime {
            write!(f, ", up {:.1} s", uptime.as_secs_f64())?;
        }
        if self.restarts > 0 {
            write!(f, ", restarts {}", self.restarts)?;
        }
        for child in &self.children {
            writeln!(f)?;
            child.draw(f, depth + 1)?;
        }
        Ok(())
    }
}

/// One line for each node, indented.
impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draw(f, 0)
    }
}

fn restarts_in_window(plan: &Plan) -> Option<usize> {
    let (_, period) = plan.declared()?.spec.limit.bound()?;
    let recent = plan.recent.lock();
    let counts = |then: &&Instant| then.elapsed() <= period;
    Some(recent.iter().filter(counts).count())
}

fn kind_of(plan: &Plan) -> NodeKind {
    NodeKind::Supervisor(match plan.declared().map(|declared| declared.mode) {
        Some(Mode::Static(strategy)) => strategy.to_string(),
        Some(Mode::Pool) => "pool".to_owned(),
        Some(Mode::Dynamic { .. }) => "dynamic".to_owned(),
        // Its description is not complete: it is not part of any tree yet.
        None => String::new(),
    })
}
