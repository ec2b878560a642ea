//! How a tree looks right now.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::builder::process_of;
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
    /// Those below it, in start order.
    pub children: Vec<Snapshot>,
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
        let (name, kind) = plan.declared().map_or_else(
            || (Arc::from(""), String::new()),
            |declared| {
                (
                    Arc::from(declared.spec.name.as_str()),
                    declared.spec.strategy.to_string(),
                )
            },
        );
        Self::node(
            &*plan.place,
            name,
            Arc::from(""),
            NodeKind::Supervisor(kind),
            Some(plan),
        )
    }

    /// The node at a path, as `stores.0`.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Self> {
        if *self.path == *path {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(path))
    }

    fn child(entry: &Entry, spec: Option<&supervise_model::ChildSpec>) -> Self {
        let core = entry.place.core();
        let kind = match (&entry.plan, spec.map(|spec| &spec.kind)) {
            (None, _) => NodeKind::Worker(core.process),
            (Some(plan), Some(kind)) if process_of(kind).is_none() => {
                NodeKind::Supervisor(strategy_of(plan))
            }
            (Some(_), Some(supervise_model::ChildKind::Dynamic { .. })) => {
                NodeKind::Supervisor("dynamic".to_owned())
            }
            (Some(_), Some(supervise_model::ChildKind::Pool { .. })) => {
                NodeKind::Supervisor("pool".to_owned())
            }
            (Some(plan), _) => NodeKind::Supervisor(strategy_of(plan)),
        };
        Self::node(
            &*entry.place,
            Arc::clone(&entry.name),
            core.label(),
            kind,
            entry.plan.as_deref(),
        )
    }

    fn node(
        place: &dyn AnyPlace,
        name: Arc<str>,
        path: Arc<str>,
        kind: NodeKind,
        plan: Option<&Plan>,
    ) -> Self {
        let core = place.core();
        let pid = core.pid();
        let mut children = Vec::new();
        if let Some(plan) = plan {
            let specs = plan
                .declared()
                .map_or(&[][..], |declared| &declared.spec.children);
            let declared = plan.children().iter().enumerate();
            children.extend(declared.map(|(index, entry)| Self::child(entry, specs.get(index))));
            let added: Vec<Arc<Entry>> = plan.added.lock().values().cloned().collect();
            children.extend(added.iter().map(|entry| Self::child(entry, None)));
        }
        Self {
            name,
            path,
            kind,
            status: core.status(),
            pid,
            restarts: pid.incarnation().saturating_sub(1),
            uptime: core.uptime(),
            mailbox_len: place.mailbox_len(),
            dead_letters: core.dead_letters.load(std::sync::atomic::Ordering::Relaxed),
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

fn strategy_of(plan: &Plan) -> String {
    plan.declared()
        .map(|declared| declared.spec.strategy.to_string())
        .unwrap_or_default()
}
