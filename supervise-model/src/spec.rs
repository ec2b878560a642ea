//! A supervisor and its children as they were declared.

use std::time::Duration;

use crate::limit::{AtLimit, Backoff, Limit};
use crate::order::{AutoShutdown, RestartOrder, ShutdownOrder, StartOrder};
use crate::policy::{Reinit, Restart, Route, Shutdown, Strategy, Timeout};

/// A supervisor as it was declared. Prints as an indented tree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupervisorSpec {
    /// What the supervisor is called.
    pub name: String,
    /// Which children are restarted when one fails.
    pub strategy: Strategy,
    /// How many restarts are too many.
    pub limit: Limit,
    /// What it does then.
    pub at_limit: AtLimit,
    /// Whether it ends with its significant children.
    pub auto_shutdown: AutoShutdown,
    /// In which order children that belong together are restarted.
    pub restart_order: RestartOrder,
    /// In which order its children are stopped when it ends.
    pub shutdown_order: ShutdownOrder,
    /// In which order its children are started.
    pub start_order: StartOrder,
    /// The children, in the order in which they start.
    pub children: Vec<ChildSpec>,
}

/// A child of a supervisor as it was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildSpec {
    /// What the child is called; no two children of a supervisor are called the same.
    pub name: String,
    /// What it is.
    pub kind: ChildKind,
    /// Whether it is started again. For a dynamic supervisor and a pool: whether their children are.
    pub restart: Restart,
    /// Where the state of the next incarnation comes from. For a dynamic supervisor and a pool: that
    /// of each of their children.
    pub reinit: Reinit,
    /// Whether what waits in its mailbox at an end waits for the next incarnation. For a dynamic supervisor
    /// and a pool: in that of each of their children.
    pub keeps_mailbox: bool,
    /// How it is stopped. For a dynamic supervisor and a pool: how each of their children is.
    pub shutdown: Shutdown,
    /// How long its init may take. For a dynamic supervisor and a pool: that of each of their children.
    pub start_timeout: Timeout,
    /// Whether its supervisor can start without it: then an init that fails is a failure like any
    /// other, but that no sibling is restarted for it.
    pub optional: bool,
    /// Whether its end is a reason for its supervisor to end: see [`AutoShutdown`].
    pub significant: bool,
    /// How long its supervisor waits before it starts it again. For a dynamic supervisor and a pool:
    /// before it starts one of their children again.
    pub backoff: Option<Backoff>,
    /// How many of its restarts are too many, if they don't count under the limit of its supervisor.
    /// For a dynamic supervisor and a pool: of the restarts of each child.
    pub limit: Option<Limit>,
    /// What happens at its own limit. For a dynamic supervisor and a pool: at either limit.
    pub at_limit: AtLimit,
    /// For how long it may handle what is in its mailbox when it is stopped, before its shutdown
    /// begins; `None` = not at all.
    pub drain: Option<Duration>,
    /// The children whose handles its arguments mention. Each name means the nearest child so
    /// called that starts earlier: in the same supervisor, else in an enclosing one.
    pub depends_on: Vec<String>,
}

/// What a child is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChildKind {
    /// One process.
    Worker {
        /// The process's name.
        process: String,
    },
    /// A supervisor without children, which are started on request.
    Dynamic {
        /// The process's name.
        process: String,
        /// How many children there may be at a time; `None` = any number.
        max_children: Option<usize>,
        /// How many restarts of its children are too many.
        limit: Limit,
    },
    /// Several incarnations of one process side by side.
    Pool {
        /// The process's name.
        process: String,
        /// How many.
        size: usize,
        /// How many there may be after it was resized; `None` = as many as there are at first.
        max_size: Option<usize>,
        /// Which one serves a message that is sent to the pool.
        route: Route,
        /// How many restarts of its children are too many.
        limit: Limit,
    },
    /// A supervisor with children of its own.
    Supervisor(SupervisorSpec),
}

impl SupervisorSpec {
    /// A supervisor without children that does what is done when nothing is said.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            strategy: Strategy::default(),
            limit: Limit::default(),
            at_limit: AtLimit::default(),
            auto_shutdown: AutoShutdown::default(),
            restart_order: RestartOrder::default(),
            shutdown_order: ShutdownOrder::default(),
            start_order: StartOrder::default(),
            children: Vec::new(),
        }
    }

    /// The child that is called `name`.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&ChildSpec> {
        self.children.iter().find(|child| child.name == name)
    }
}

impl ChildSpec {
    /// One process.
    #[must_use]
    pub fn worker(name: impl Into<String>, process: impl Into<String>) -> Self {
        let process = process.into();
        Self::new(name.into(), ChildKind::Worker { process })
    }

    /// A dynamic supervisor. Its children are temporary.
    #[must_use]
    pub fn dynamic(name: impl Into<String>, process: impl Into<String>) -> Self {
        let kind = ChildKind::Dynamic {
            process: process.into(),
            max_children: None,
            limit: Limit::default(),
        };
        Self {
            restart: Restart::Temporary,
            ..Self::new(name.into(), kind)
        }
    }

    /// A pool of `size` processes.
    #[must_use]
    pub fn pool(name: impl Into<String>, process: impl Into<String>, size: usize) -> Self {
        let kind = ChildKind::Pool {
            process: process.into(),
            size,
            max_size: None,
            route: Route::default(),
            limit: Limit::default(),
        };
        Self::new(name.into(), kind)
    }

    /// A supervisor below another one; the child is called what the supervisor is called.
    #[must_use]
    pub fn supervisor(supervisor: SupervisorSpec) -> Self {
        Self {
            shutdown: Shutdown::SUPERVISOR,
            ..Self::new(supervisor.name.clone(), ChildKind::Supervisor(supervisor))
        }
    }

    /// The name of the process; `None` for a supervisor.
    #[must_use]
    pub fn process(&self) -> Option<&str> {
        match &self.kind {
            ChildKind::Worker { process }
            | ChildKind::Dynamic { process, .. }
            | ChildKind::Pool { process, .. } => Some(process),
            ChildKind::Supervisor(_) => None,
        }
    }

    fn new(name: String, kind: ChildKind) -> Self {
        Self {
            name,
            kind,
            restart: Restart::default(),
            reinit: Reinit::default(),
            keeps_mailbox: false,
            shutdown: Shutdown::WORKER,
            start_timeout: Timeout::default(),
            optional: false,
            significant: false,
            backoff: None,
            limit: None,
            at_limit: AtLimit::default(),
            drain: None,
            depends_on: Vec::new(),
        }
    }
}
