//! A pool: a fixed number of the same process, and a rule by which work is given to them.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use supervise_model::{ChildKind, Limit, Restart, Route, SupervisorSpec};

use super::builder::sealed::{Described, IntoEntry};
use super::builder::{ChildSpec, Supervisor, SupervisorRef};
use super::child::Child;
use super::core::Mode;
use super::settings::process_settings;
use crate::incarnation::Source;
use crate::last_state::{Keep, KeepsState, Previous, Reinit};
use crate::process::{HasInit, Process};

/// Work goes to one process after another.
#[derive(Clone, Copy, Debug)]
pub enum RoundRobin {}

/// Work with the same key goes to the same process.
#[derive(Clone, Copy, Debug)]
pub enum ByKey {}

/// A fixed number of the same process under a `one_for_one` supervisor of their own.
///
/// They are started in order, stopped side by side, and named `0`, `1`, … in the tree.
pub struct Pool<P: Process, R = RoundRobin> {
    supervisor: Supervisor,
    children: Vec<Child<P>>,
    spec: supervise_model::ChildSpec,
    limit: Limit,
    reinit: Reinit<P>,
    route: PhantomData<R>,
}

impl<P: Process> Pool<P> {
    /// Processes that are started by their `#[init]`, with arguments that are made anew for each.
    /// Work goes to them in turn unless [`by_key`](Self::by_key) says otherwise.
    pub fn new(
        name: impl Into<String>,
        size: usize,
        args: impl Fn() -> P::InitArgs + Send + Sync + 'static,
    ) -> Self
    where
        P: HasInit,
    {
        Self::from_source(
            name.into(),
            size,
            &(Arc::new(move || Source::Args(args())) as _),
        )
    }

    /// Processes that are started from a value, which is made anew for each.
    pub fn value(
        name: impl Into<String>,
        size: usize,
        value: impl Fn() -> P + Send + Sync + 'static,
    ) -> Self {
        Self::from_source(
            name.into(),
            size,
            &(Arc::new(move || Source::Value(value())) as _),
        )
    }

    /// Sends work with the same key to the same process.
    #[must_use]
    pub fn by_key(self) -> Pool<P, ByKey> {
        let Self {
            supervisor,
            children,
            mut spec,
            limit,
            reinit,
            ..
        } = self;
        if let ChildKind::Pool { route, .. } = &mut spec.kind {
            *route = Route::ByKey;
        }
        Pool {
            supervisor,
            children,
            spec,
            limit,
            reinit,
            route: PhantomData,
        }
    }

    fn from_source(
        name: String,
        size: usize,
        source: &Arc<dyn Fn() -> Source<P> + Send + Sync>,
    ) -> Self {
        let spec = supervise_model::ChildSpec::pool(name.clone(), P::NAME, size);
        let child = |index: usize| Child::from_source(index.to_string(), Arc::clone(source));
        Self {
            supervisor: Supervisor::with_mode(SupervisorSpec::new(name), Mode::Pool),
            children: (0..size).map(child).collect(),
            spec,
            limit: Limit::default(),
            reinit: Reinit::FRESH,
            route: PhantomData,
        }
    }
}

impl<P: Process, R> Pool<P, R> {
    /// Sets whether its processes are started again when they end.
    #[must_use]
    pub fn restart(mut self, restart: Restart) -> Self {
        self.spec.restart = restart;
        self
    }

    /// Lets each incarnation of a process go on from the last state of the one before it: see
    /// [`Child::reinit_last_known`].
    #[must_use]
    pub fn reinit_last_known(mut self) -> Self
    where
        P: KeepsState,
    {
        self.reinit.keep = Some(Keep::new());
        self.spec.reinit = self.reinit.shown();
        self
    }

    /// Lets a function make the state of each incarnation of a process but the first: see
    /// [`Child::reinit_with`].
    #[must_use]
    pub fn reinit_with(mut self, with: fn(Previous, Option<P>) -> Option<P>) -> Self {
        self.reinit.with = Some(with);
        self.spec.reinit = self.reinit.shown();
        self
    }

    /// Sets how many restarts are too many, of all its processes together.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }

    /// Gives each of its processes a limit of its own, under which its restarts count instead.
    #[must_use]
    pub fn child_limit(mut self, limit: Limit) -> Self {
        self.spec.limit = Some(limit);
        self
    }

    /// Notes which siblings' handles its processes were given: see
    /// [`Strategy::Dependents`](supervise_model::Strategy::Dependents).
    #[must_use]
    pub fn depends_on(mut self, siblings: &[&str]) -> Self {
        self.spec.depends_on = siblings.iter().map(ToString::to_string).collect();
        self
    }

    process_settings!("each of its processes is");
}

impl<P: Process, R> IntoEntry for Pool<P, R> {
    fn into_entry(self) -> Described {
        let Self {
            supervisor,
            children,
            mut spec,
            limit: new_limit,
            reinit,
            ..
        } = self;
        if let ChildKind::Pool { limit, .. } = &mut spec.kind {
            *limit = new_limit;
        }
        let mut supervisor = supervisor.limit(new_limit).at_limit(spec.at_limit);
        for child in children {
            supervisor.add(child.like(&spec).reinit(reinit));
        }
        supervisor.described_as(Some(spec))
    }
}

impl<P: Process, R> ChildSpec for Pool<P, R> {
    type Handle = PoolRef<P, R>;

    fn handle(&self) -> PoolRef<P, R> {
        PoolRef {
            supervisor: self.supervisor.handle(),
            workers: self.children.iter().map(ChildSpec::handle).collect(),
            next: Arc::default(),
            route: PhantomData,
        }
    }
}

/// The handle of a [`Pool`].
pub struct PoolRef<P: Process, R = RoundRobin> {
    supervisor: SupervisorRef,
    workers: Arc<[P::Handle]>,
    next: Arc<AtomicUsize>,
    route: PhantomData<fn() -> R>,
}

impl<P: Process, R> PoolRef<P, R> {
    /// How many processes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.workers.len()
    }

    /// Whether there are none; a tree with such a pool does not start.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.workers.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&P::Handle> {
        self.workers.get(index)
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, P::Handle> {
        self.workers.iter()
    }

    /// Their supervisor.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        &self.supervisor
    }
}

impl<P: Process> PoolRef<P, RoundRobin> {
    /// The process whose turn it is.
    ///
    /// # Panics
    ///
    /// When the pool is empty.
    #[must_use]
    pub fn route(&self) -> &P::Handle {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        &self.workers[turn % self.workers.len()]
    }
}

impl<P: Process> PoolRef<P, ByKey> {
    /// The position of the process for this key. It is the same in each run of the program.
    ///
    /// # Panics
    ///
    /// When the pool is empty.
    #[must_use]
    pub fn index_of<K: Hash + ?Sized>(&self, key: &K) -> usize {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        // The remainder is smaller than a `usize`.
        (hasher.finish() % self.workers.len() as u64) as usize
    }

    /// The process for this key.
    ///
    /// # Panics
    ///
    /// When the pool is empty.
    #[must_use]
    pub fn route<K: Hash + ?Sized>(&self, key: &K) -> &P::Handle {
        &self.workers[self.index_of(key)]
    }
}

impl<P: Process, R> Clone for PoolRef<P, R> {
    fn clone(&self) -> Self {
        Self {
            supervisor: self.supervisor.clone(),
            workers: Arc::clone(&self.workers),
            next: Arc::clone(&self.next),
            route: PhantomData,
        }
    }
}

impl<P: Process, R> fmt::Debug for PoolRef<P, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<P: Process, R> fmt::Debug for Pool<P, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}
