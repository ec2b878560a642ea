//! A pool: a number of the same process, and a rule by which work is given to them.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use supervise_model::{ChildKind, Limit, Restart, Route, SupervisorSpec};

use super::builder::sealed::{Described, IntoEntry};
use super::builder::{ChildSpec, Supervisor, SupervisorRef};
use super::child::{Child, Make, make};
use super::core::Mode;
use super::manage::ChildError;
use super::settings::process_settings;
use crate::exit::ExitReason;
use crate::handle::{Handle, watch};
use crate::last_state::{Keep, KeepsState, Previous, Reinit};
use crate::place::Status;
use crate::process::{HasInit, Process};
use crate::source::Source;

/// Work goes to one process after another.
#[derive(Clone, Copy, Debug)]
pub enum RoundRobin {}

/// Work with the same key goes to the same process.
#[derive(Clone, Copy, Debug)]
pub enum ByKey {}

/// Work goes to the process with the fewest messages in its mailbox.
#[derive(Clone, Copy, Debug)]
pub enum LeastLoaded {}

/// A number of the same process under a `one_for_one` supervisor of their own.
///
/// They are started in order, stopped side by side, and named `0`, `1`, … in the tree.
pub struct Pool<P: Process, R = RoundRobin> {
    supervisor: Supervisor,
    children: Vec<Child<P>>,
    source: Make<P>,
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
        Self::from_source(name.into(), size, make(args, Source::Args))
    }

    /// Processes that are started from a value, which is made anew for each.
    pub fn value(
        name: impl Into<String>,
        size: usize,
        value: impl Fn() -> P + Send + Sync + 'static,
    ) -> Self {
        Self::from_source(name.into(), size, make(value, Source::Value))
    }

    /// Sends work with the same key to the same process.
    #[must_use]
    pub fn by_key(self) -> Pool<P, ByKey> {
        self.routed(Route::ByKey)
    }

    /// Sends work to the process that has the least to do.
    #[must_use]
    pub fn least_loaded(self) -> Pool<P, LeastLoaded> {
        self.routed(Route::LeastLoaded)
    }

    fn routed<R>(self, by: Route) -> Pool<P, R> {
        let Self {
            supervisor,
            children,
            source,
            mut spec,
            limit,
            reinit,
            ..
        } = self;
        if let ChildKind::Pool { route, .. } = &mut spec.kind {
            *route = by;
        }
        Pool {
            supervisor,
            children,
            source,
            spec,
            limit,
            reinit,
            route: PhantomData,
        }
    }

    fn from_source(name: String, size: usize, source: Make<P>) -> Self {
        let spec = supervise_model::ChildSpec::pool(name.clone(), P::NAME, size);
        let mut pool = Self {
            supervisor: Supervisor::with_mode(SupervisorSpec::new(name), Mode::Pool),
            children: Vec::new(),
            source,
            spec,
            limit: Limit::default(),
            reinit: Reinit::FRESH,
            route: PhantomData,
        };
        pool.grow(size);
        pool
    }
}

impl<P: Process, R> Pool<P, R> {
    fn grow(&mut self, size: usize) {
        for index in self.children.len()..size {
            let child = Child::from_source(index.to_string(), Arc::clone(&self.source));
            self.children.push(child);
        }
    }

    /// Sets how many processes there may be: [`PoolRef::resize`] can start as many. Without this, and
    /// with fewer than it has, there may be as many as it has at first.
    #[must_use]
    pub fn max_size(mut self, most: usize) -> Self {
        self.grow(most);
        if let ChildKind::Pool { max_size, .. } = &mut self.spec.kind {
            *max_size = Some(most);
        }
        self
    }

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
    pub fn reinit_with(mut self, with: fn(&Previous, Option<P>) -> Option<P>) -> Self {
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
        if let ChildKind::Pool { limit, size, .. } = &mut spec.kind {
            *limit = new_limit;
            supervisor.set_active(*size);
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
            resizing: Arc::default(),
            route: PhantomData,
        }
    }
}

/// Why a pool has not the size that was asked for.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResizeError {
    /// There is at least one process, and at most so many.
    #[error("a pool has between 1 and {most} processes")]
    Size {
        /// How many there may be.
        most: usize,
    },
    /// Somebody else is resizing it.
    #[error("the pool is being resized")]
    Busy,
    /// This process was not started or stopped.
    #[error("process {index}: {error}")]
    Child {
        /// Its position.
        index: usize,
        /// Why not.
        error: ChildError,
    },
}

/// Lets others resize.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// The handle of a [`Pool`].
pub struct PoolRef<P: Process, R = RoundRobin> {
    supervisor: SupervisorRef,
    workers: Arc<[P::Handle]>,
    next: Arc<AtomicUsize>,
    resizing: Arc<AtomicBool>,
    route: PhantomData<fn() -> R>,
}

impl<P: Process, R> PoolRef<P, R> {
    /// How many processes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let active = self.supervisor.plan.active.load(Ordering::Relaxed);
        active.min(self.workers.len())
    }

    /// How many there may be.
    #[must_use]
    pub fn max_size(&self) -> usize {
        self.workers.len()
    }

    /// Starts or stops processes, the last first, until there are so many. Work is given to those that
    /// are there: to one that stops no more, to one that starts when it has. Gives how many there were.
    ///
    /// When the pool is restarted by its supervisor it has as many as it had last.
    ///
    /// # Errors
    ///
    /// Those of [`ResizeError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the pool has the size that it had got to.
    pub async fn resize(&self, size: usize) -> Result<usize, ResizeError> {
        let most = self.workers.len();
        if size == 0 || size > most {
            return Err(ResizeError::Size { most });
        }
        let resizing = &self.resizing;
        if resizing.swap(true, Ordering::AcqRel) {
            return Err(ResizeError::Busy);
        }
        let _done = Done(resizing);
        let before = self.len();
        let active = &self.supervisor.plan.active;
        for index in before..size {
            let started = self.bring_up(index).await;
            started.map_err(|error| ResizeError::Child { index, error })?;
            active.store(index + 1, Ordering::Relaxed);
        }
        for index in (size..before).rev() {
            active.store(index, Ordering::Relaxed);
            let stopped = self.supervisor.stop_child(&*index.to_string()).await;
            stopped.map_err(|error| ResizeError::Child { index, error })?;
        }
        Ok(before)
    }

    /// Starts a process, unless somebody has done that: then it waits for what comes of it.
    async fn bring_up(&self, index: usize) -> Result<(), ChildError> {
        loop {
            match self.supervisor.start_child(&*index.to_string()).await {
                Ok(()) | Err(ChildError::Running) => return Ok(()),
                Err(ChildError::Restarting) => {}
                Err(error) => return Err(error),
            }
            let place = Arc::clone(&self.workers[index].as_ref().place);
            // One that runs may be on its way out: who is there in a moment has its messages then.
            let runs = watch(place, |status, _| match status {
                Status::Running | Status::Suspended => Some(true),
                Status::Vacant(reason) if !matches!(reason, ExitReason::CircuitOpen) => Some(false),
                _ => None,
            });
            if runs.await {
                return Ok(());
            }
        }
    }

    /// Whether there are none; a tree with such a pool does not start.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&P::Handle> {
        self.workers[..self.len()].get(index)
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, P::Handle> {
        self.workers[..self.len()].iter()
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
        &self.workers[turn % self.len()]
    }
}

impl<P: Process> PoolRef<P, LeastLoaded> {
    /// The process with the fewest messages in its mailbox. Of several it is one after another's turn. One
    /// that is down, and takes none, has work only where all are.
    ///
    /// # Panics
    ///
    /// When the pool is empty.
    #[must_use]
    pub fn route(&self) -> &P::Handle {
        let (turn, len) = (self.next.fetch_add(1, Ordering::Relaxed), self.len());
        let workers = (turn..turn + len).map(|index| &self.workers[index % len]);
        let load = |worker: &&P::Handle| worker.as_ref().place.mailbox.load().unwrap_or(usize::MAX);
        let least = workers.min_by_key(load);
        least.expect("a pool that is not empty")
    }
}

impl<P: Process> PoolRef<P, ByKey> {
    /// The position of the process for this key. It is the same in each run of the program, as long as
    /// the pool has the same size.
    ///
    /// # Panics
    ///
    /// When the pool is empty.
    #[must_use]
    pub fn index_of<K: Hash + ?Sized>(&self, key: &K) -> usize {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        // The remainder is smaller than a `usize`.
        (hasher.finish() % self.len() as u64) as usize
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
            resizing: Arc::clone(&self.resizing),
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
