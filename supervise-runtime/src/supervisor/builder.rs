//! The public way to describe a supervisor. `supervision_tree!` expands to it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use supervise_model::{
    AtLimit, AutoShutdown, Backoff, ChildKind, Limit, Restart, RestartOrder, Shutdown,
    ShutdownOrder, StartOrder, Strategy, SupervisorSpec,
};

use super::child;
use super::core::{Mode, Policy};
use super::event::TreeEvents;
use super::label::Label;
use super::plan::{Declaration, Entry, Plan, Terms};
use super::root::{self, Root, StartError};
use super::settings::member_settings;
use super::shell::{self, Owner};
use super::snapshot::Snapshot;
use crate::dead_letter::DeadLetters;
use crate::exit::ExitReason;
use crate::handle::watch;
use crate::place::{AnyPlace, Status};

/// A supervisor that is yet to be started: its children, and what it does about them.
///
/// Children are started in the order in which they are added. Each [`add`](Self::add) gives the
/// child's handle, which is valid at once: what is sent before the child runs waits for it.
///
/// [`start`](Self::start) runs it as the root of a tree; added to another supervisor it is a child.
pub struct Supervisor {
    unstarted: Unstarted,
    mode: Mode,
    /// What it is as the child of another supervisor; its kind is added in the end.
    spec: supervise_model::ChildSpec,
    own: SupervisorSpec,
}

/// What a supervisor will be made of. If it never is, because its description is dropped, whoever
/// waits for one of its children learns that nobody will come.
struct Unstarted {
    plan: Arc<Plan>,
    children: Vec<Arc<Entry>>,
}

impl Drop for Unstarted {
    fn drop(&mut self) {
        if self.plan.declared().is_some() {
            return;
        }
        let reason = ExitReason::NotFound;
        for child in &self.children {
            child.vacate(&reason);
        }
        self.plan.place.close(&reason);
        self.plan.place.core.vacate(&reason);
    }
}

/// What can be added to a [`Supervisor`]: [`Child`](super::Child), [`Dynamic`](super::Dynamic),
/// [`Pool`](super::Pool), or another [`Supervisor`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the child of a supervisor",
    label = "not a child",
    note = "a child is a `Child`, `Dynamic`, `Pool`, or `Supervisor`"
)]
pub trait ChildSpec: sealed::IntoEntry {
    /// How the child is reached.
    type Handle;

    #[doc(hidden)]
    fn handle(&self) -> Self::Handle;
}

pub(crate) mod sealed {
    use std::sync::Arc;

    use super::Entry;

    /// Turns a description into what the supervisor keeps. Not nameable outside, which seals
    /// [`ChildSpec`](super::ChildSpec).
    pub trait IntoEntry {
        #[doc(hidden)]
        fn into_entry(self) -> Described;
    }

    /// A child and its description.
    #[derive(Debug)]
    pub struct Described {
        pub(crate) entry: Arc<Entry>,
        pub(crate) spec: supervise_model::ChildSpec,
    }
}

impl Supervisor {
    /// A supervisor without children: `one_for_one`, at most 3 restarts in 5 seconds.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let mode = Mode::Static(Strategy::default());
        Self::with_mode(SupervisorSpec::new(name), mode)
    }

    pub(super) fn with_mode(spec: SupervisorSpec, mode: Mode) -> Self {
        Self {
            unstarted: Unstarted {
                plan: Plan::new(),
                children: Vec::new(),
            },
            mode,
            spec: supervise_model::ChildSpec::supervisor(SupervisorSpec::new(&*spec.name)),
            own: spec,
        }
    }

    /// Sets how many of its children are started.
    pub(super) fn set_active(&self, active: usize) {
        let plan = &self.unstarted.plan;
        plan.active.store(active, Ordering::Relaxed);
    }

    pub(super) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Sets which children are restarted when one fails.
    #[must_use]
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.own.strategy = strategy;
        if let Mode::Static(_) = self.mode {
            self.mode = Mode::Static(strategy);
        }
        self
    }

    /// Sets how many restarts are too many.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.own.limit = limit;
        self
    }

    /// Sets what it does then.
    #[must_use]
    pub fn at_limit(mut self, at_limit: AtLimit) -> Self {
        self.own.at_limit = at_limit;
        self
    }

    /// Sets whether it ends with its significant children.
    #[must_use]
    pub fn auto_shutdown(mut self, auto_shutdown: AutoShutdown) -> Self {
        self.own.auto_shutdown = auto_shutdown;
        self
    }

    /// Sets in which order children are restarted that its strategy restarts together.
    #[must_use]
    pub fn restart_order(mut self, order: RestartOrder) -> Self {
        self.own.restart_order = order;
        self
    }

    /// Sets in which order its children are stopped when it ends.
    #[must_use]
    pub fn shutdown_order(mut self, order: ShutdownOrder) -> Self {
        self.own.shutdown_order = order;
        self
    }

    /// Sets in which order its children are started.
    #[must_use]
    pub fn start_order(mut self, order: StartOrder) -> Self {
        self.own.start_order = order;
        self
    }

    /// As the child of another supervisor: whether it is restarted when it has ended.
    #[must_use]
    pub fn restart(mut self, restart: Restart) -> Self {
        self.spec.restart = restart;
        self
    }

    /// As the child of another supervisor: how it is stopped.
    #[must_use]
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.spec.shutdown = shutdown;
        self
    }

    /// As the child of another supervisor: how long to wait before it is started again after it has
    /// given up. Without this there is no delay.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.spec.backoff = Some(backoff);
        self
    }

    member_settings!();

    /// Adds a child after those that are there, and gives its handle.
    pub fn add<C: ChildSpec>(&mut self, child: C) -> C::Handle {
        let handle = child.handle();
        let sealed::Described { entry, spec } = child.into_entry();
        let unstarted = &mut self.unstarted;
        let gate = Arc::clone(&unstarted.plan.gate);
        entry.place.core().stand_behind(gate);
        unstarted.children.push(entry);
        self.own.children.push(spec);
        handle
    }

    /// Its handle.
    #[must_use]
    pub fn handle(&self) -> SupervisorRef {
        SupervisorRef {
            plan: Arc::clone(&self.unstarted.plan),
        }
    }

    /// What was declared, as plain data.
    #[must_use]
    pub fn spec(&self) -> SupervisorSpec {
        self.own.clone()
    }

    /// Starts it as the root of a tree: every child in order, each after the init of the one before.
    ///
    /// # Errors
    ///
    /// When a child does not start, those that were started are stopped again, in reverse order,
    /// and [`StartError::Child`] names it. [`StartError::Spec`] lists what a declaration may not say.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, everything that was started is stopped again.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub async fn start(self) -> Result<Root, StartError> {
        root::start(self).await
    }

    /// Completes the description.
    pub(super) fn into_plan(self) -> Arc<Plan> {
        let Self {
            mut unstarted,
            mode,
            own: spec,
            ..
        } = self;
        let plan = Arc::clone(&unstarted.plan);
        plan.declare(Declaration {
            mode,
            children: std::mem::take(&mut unstarted.children),
            spec,
        });
        plan
    }

    /// As a child that is shown as `spec`.
    pub(super) fn described_as(
        self,
        kind: Option<supervise_model::ChildSpec>,
    ) -> sealed::Described {
        let label = Label::from(self.own.name.as_str());
        // What is said of many children is not said of their supervisor.
        let of_many = kind.is_some();
        let mut spec = self.spec.clone();
        if of_many {
            spec = supervise_model::ChildSpec::supervisor(SupervisorSpec::new(&*self.own.name));
        }
        let shutdown = spec.shutdown;
        let policy = Policy {
            // A supervisor's init is that of its children, each with its own timeout.
            start_timeout: None,
            supervisor: true,
            ..child::policy(&spec)
        };
        spec.kind = ChildKind::Supervisor(self.own.clone());
        let spec = kind.unwrap_or(spec);
        let plan = self.into_plan();
        plan.place.core.set_shutdown(shutdown);
        let launched = Arc::clone(&plan);
        let entry = Entry {
            label,
            terms: Arc::new(Terms {
                policy,
                spec: spec.clone(),
            }),
            place: Arc::clone(&plan.place) as _,
            launch: move |pid, report| {
                shell::start(&launched, pid, Owner::Supervisor(report));
                None
            },
            plan: Some(plan),
        };
        sealed::Described {
            entry: Arc::new(entry),
            spec,
        }
    }
}

impl sealed::IntoEntry for Supervisor {
    fn into_entry(self) -> sealed::Described {
        self.described_as(None)
    }
}

impl ChildSpec for Supervisor {
    type Handle = SupervisorRef;

    fn handle(&self) -> SupervisorRef {
        Supervisor::handle(self)
    }
}

/// The handle of a supervisor.
///
/// It stays valid while the supervisor is restarted, and keeps nothing alive.
#[derive(Clone)]
pub struct SupervisorRef {
    pub(super) plan: Arc<Plan>,
}

impl SupervisorRef {
    pub(crate) fn of(plan: Arc<Plan>) -> Self {
        Self { plan }
    }

    /// Its path in the tree, as `feeds`; the root's is its name.
    #[must_use]
    pub fn path(&self) -> Arc<str> {
        self.plan.place.core.label()
    }

    /// What its place is doing.
    #[must_use]
    pub fn status(&self) -> Status {
        self.plan.place.core.status()
    }

    /// How it and everything below looks right now. Never waits for anybody.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.plan)
    }

    /// The dead letters of everything below it from now on, one by one, also of children that are
    /// added later.
    pub fn observe_dead_letters(&self) -> DeadLetters {
        DeadLetters::of(&self.plan.place.core)
    }

    /// What happens in it and below from now on, event by event.
    pub fn events(&self) -> TreeEvents {
        TreeEvents::of(&self.plan)
    }

    /// Kills it, and with it everything below.
    #[cfg(feature = "testing")]
    pub(super) fn kill(&self) {
        let place = &self.plan.place;
        if let Some(pid) = place.core.live_pid()
            && place.core.kill(pid)
        {
            place.wake_for_control();
        }
    }

    /// What happens in it and below from now on, without a bound.
    #[cfg(feature = "testing")]
    pub(crate) fn record(&self) -> TreeEvents {
        TreeEvents::without_bound(&self.plan)
    }

    /// Waits until it and everything below it is up, or down for good: also the optional children
    /// without which it has started.
    ///
    /// # Errors
    ///
    /// The reason for which its own place is empty, with no restart due.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    pub fn ready(&self) -> impl Future<Output = Result<(), ExitReason>> + Send + use<> {
        let plan = Arc::clone(&self.plan);
        async move {
            let place = Arc::clone(&plan.place) as Arc<dyn AnyPlace>;
            up_or_down(place).await?;
            // Those that are added meanwhile are looked at too.
            let mut looked_at = std::collections::HashSet::new();
            let mut below = vec![plan];
            while let Some(plan) = below.pop() {
                for child in plan.current() {
                    if !looked_at.insert(child.place.core().id) {
                        continue;
                    }
                    let is_up = up_or_down(Arc::clone(&child.place)).await.is_ok();
                    below.extend(child.plan.clone().filter(|_| is_up));
                }
            }
            Ok(())
        }
    }

    /// Asks it to stop all its children in order and to end. Where it is itself supervised, its
    /// restart policy says what follows.
    pub fn stop(&self, reason: ExitReason) {
        let place = &self.plan.place;
        if let Some(pid) = place.core.live_pid()
            && place.core.order_end(pid, reason)
        {
            place.wake_for_control();
        }
    }

    /// Waits until its place is empty and no restart is due; returns why it ended.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    pub fn closed(&self) -> impl Future<Output = ExitReason> + Send + use<> {
        watch(
            Arc::clone(&self.plan.place) as _,
            |status, _| match status {
                Status::Vacant(reason) => Some(reason.clone()),
                _ => None,
            },
        )
    }
}

/// Waits until an incarnation runs in this place, or none will: where a circuit is open, one will.
async fn up_or_down(place: Arc<dyn AnyPlace>) -> Result<(), ExitReason> {
    watch(place, |status, _| match status {
        Status::Running | Status::Suspended => Some(Ok(())),
        Status::Vacant(ExitReason::CircuitOpen) => None,
        Status::Vacant(reason) => Some(Err(reason.clone())),
        _ => None,
    })
    .await
}

impl PartialEq for SupervisorRef {
    fn eq(&self, other: &Self) -> bool {
        self.plan.place.core.id == other.plan.place.core.id
    }
}

impl Eq for SupervisorRef {}

impl Hash for SupervisorRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.plan.place.core.id.hash(state);
    }
}

impl fmt::Debug for SupervisorRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.plan.fmt(f)
    }
}

impl fmt::Debug for Supervisor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supervisor")
            .field("spec", &self.own)
            .finish_non_exhaustive()
    }
}
