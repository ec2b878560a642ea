//! A dynamic supervisor: children of one type that come and go by request.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use supervise_model::{ChildKind, Limit, Restart, SupervisorSpec};

use super::builder::sealed::{Described, IntoEntry};
use super::builder::{ChildSpec, Supervisor, SupervisorRef};
use super::core::{ChildKey, Mode};
use super::label::Label;
use super::lane::{Ask, Beside, Which};
use super::manage::{self, ChildError, ChildInfo, StartChildError};
use super::plan::{Entry, Terms};
use super::settings::process_settings;
use crate::handle::{Handle, Ref};
use crate::incarnation;
use crate::last_state::{Keep, KeepsState, Previous, Reinit};
use crate::message::Quiet;
use crate::process::Process;
use crate::source::Source;
use crate::sync::Mutex;

/// How arguments are kept for another run.
type Copy<P> = fn(&<P as Process>::Args) -> <P as Process>::Args;

/// A supervisor whose children are started by request: [`DynamicRef::start`].
///
/// They are temporary unless [`restart`](Self::restart) says otherwise, independent of each other,
/// stopped all at once, and named `0`, `1`, … in the tree.
pub struct Dynamic<P: Process> {
    supervisor: Supervisor,
    max_children: Option<usize>,
    limit: Limit,
    spec: supervise_model::ChildSpec,
    /// How arguments are kept for a restart; `None` when they are moved into the only run.
    copy: Option<Copy<P>>,
    reinit: Reinit<P>,
}

impl<P: Process> Dynamic<P> {
    /// A dynamic supervisor without children.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        let spec = supervise_model::ChildSpec::dynamic(name.clone(), P::NAME);
        let supervisor = Supervisor::with_mode(
            SupervisorSpec::new(name),
            Mode::Dynamic { max_children: None },
        );
        Self {
            supervisor,
            max_children: None,
            limit: Limit::default(),
            spec,
            copy: None,
            reinit: Reinit::FRESH,
        }
    }

    /// Sets how many children there may be at once.
    #[must_use]
    pub fn max_children(mut self, most: usize) -> Self {
        self.max_children = Some(most);
        self
    }

    /// Sets whether its children are started again when they end. That takes arguments that can be
    /// copied.
    #[must_use]
    pub fn restart(mut self, restart: Restart) -> Self
    where
        P::Args: Clone,
    {
        self.spec.restart = restart;
        self.copy = (restart != Restart::Temporary).then_some(Clone::clone);
        self
    }

    /// Its children are never started again, which is how it is if nothing is said. Their
    /// arguments are moved.
    #[must_use]
    pub fn temporary(mut self) -> Self {
        self.spec.restart = Restart::Temporary;
        self.copy = None;
        self
    }

    /// Lets each incarnation of a child go on from the last state of the one before it: see
    /// [`Child::reinit_last_known`](super::Child::reinit_last_known). That takes children that are
    /// started again.
    #[must_use]
    pub fn reinit_last_known(mut self) -> Self
    where
        P: KeepsState,
    {
        self.reinit.keep = Some(Keep::new());
        self.spec.reinit = self.reinit.shown();
        self
    }

    /// Lets a function make the state of each incarnation of a child but the first: see
    /// [`Child::reinit_with`](super::Child::reinit_with). That takes children that are started again.
    #[must_use]
    pub fn reinit_with(mut self, with: fn(&Previous, Option<P>) -> Option<P>) -> Self {
        self.reinit.with = Some(with);
        self.spec.reinit = self.reinit.shown();
        self
    }

    /// Sets how many restarts are too many, of all its children together.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }

    /// Gives each of its children a limit of its own, under which its restarts count instead.
    #[must_use]
    pub fn child_limit(mut self, limit: Limit) -> Self {
        self.spec.limit = Some(limit);
        self
    }

    process_settings!("each of its children is");
}

impl<P: Process> IntoEntry for Dynamic<P> {
    fn into_entry(self) -> Described {
        let Self {
            mut supervisor,
            max_children,
            limit: new_limit,
            mut spec,
            ..
        } = self;
        if let ChildKind::Dynamic {
            max_children: most,
            limit,
            ..
        } = &mut spec.kind
        {
            *most = max_children;
            *limit = new_limit;
        }
        supervisor.set_mode(Mode::Dynamic { max_children });
        supervisor
            .limit(new_limit)
            .at_limit(spec.at_limit)
            .described_as(Some(spec))
    }
}

impl<P: Process> ChildSpec for Dynamic<P> {
    type Handle = DynamicRef<P>;

    fn handle(&self) -> DynamicRef<P> {
        let mut spec = self.spec.clone();
        spec.kind = ChildKind::Worker {
            process: P::NAME.to_owned(),
        };
        let inner = Inner {
            terms: Terms::of_process(spec),
            copy: self.copy,
            reinit: self.reinit,
            next: AtomicU64::new(0),
        };
        DynamicRef {
            supervisor: self.supervisor.handle(),
            inner: Arc::new(inner),
        }
    }
}

/// The handle of a [`Dynamic`] supervisor.
pub struct DynamicRef<P: Process> {
    supervisor: SupervisorRef,
    inner: Arc<Inner<P>>,
}

struct Inner<P: Process> {
    /// Of each child.
    terms: Arc<Terms>,
    copy: Option<Copy<P>>,
    reinit: Reinit<P>,
    /// The name of the next child.
    next: AtomicU64,
}

impl<P: Process> DynamicRef<P> {
    /// Starts a child, and waits until its init has succeeded.
    ///
    /// # Errors
    ///
    /// Those of [`StartChildError`]; a child that did not start leaves nothing behind.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the child is stopped again.
    pub async fn start(&self, args: P::Args) -> Result<P::Handle, StartChildError> {
        let entry = self.entry(args);
        let place = Arc::clone(&entry.0.place);
        let supervisor = &self.supervisor;
        manage::add(supervisor, entry.0, Beside::Last, true, place).await?;
        Ok(P::Handle::from_ref(entry.1))
    }

    /// Children of which whoever starts them gives only a part of the arguments, and `complete` the rest.
    pub fn with<A>(
        &self,
        complete: impl Fn(A) -> P::Args + Send + Sync + 'static,
    ) -> Starter<P, A> {
        Starter {
            dynamic: self.clone(),
            complete: Arc::new(complete),
        }
    }

    /// Stops a child for good, in order, and waits until it is gone. False when it is not, or not
    /// any more, a child of this supervisor.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is stopped nevertheless.
    pub async fn stop(&self, child: &P::Handle) -> bool {
        let place = Arc::clone(&child.as_ref().place) as _;
        manage::ask(&self.supervisor, Ask::Stop, Which::Place(place))
            .await
            .is_ok()
    }

    /// Stops a child and starts it again, whatever its restart policy says: see
    /// [`SupervisorRef::restart_child`]. Its arguments have to be kept: a temporary child has none
    /// for a second start.
    ///
    /// # Errors
    ///
    /// Those of [`ChildError`].
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is restarted nevertheless.
    pub async fn restart(&self, child: &P::Handle) -> Result<(), ChildError> {
        let place = Arc::clone(&child.as_ref().place) as _;
        manage::ask(&self.supervisor, Ask::Restart, Which::Place(place)).await
    }

    /// What a child of this supervisor is doing; `None` when it is not, or not any more, one of its children.
    /// That takes the same time for any number of children.
    #[must_use]
    pub fn child(&self, child: &P::Handle) -> Option<ChildInfo> {
        let core = child.as_ref().core();
        let key = ChildKey::from_number(core.seat());
        let entry = self.supervisor.plan.added.lock().get(key).cloned()?;
        (entry.place.core().id == core.id).then(|| ChildInfo::of(&entry))
    }

    /// How many children there are, those being started or restarted included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.supervisor.plan.added.lock().len()
    }

    /// Whether there are no children.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The supervisor itself.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        &self.supervisor
    }

    fn entry(&self, args: P::Args) -> (Arc<Entry>, Ref<P>) {
        let place = Ref::<P>::new_place();
        let inner = &self.inner;
        place.core().set_shutdown(inner.terms.policy.shutdown);
        let number = inner.next.fetch_add(1, Ordering::Relaxed);
        let seed = Seed::<P>::new(args, inner);
        let launched = place.clone();
        let entry = Entry {
            label: Label::Number(number),
            terms: Arc::clone(&inner.terms),
            place: Arc::clone(&place.place) as _,
            launch: move |pid, report| {
                let (source, reinit) = seed.source();
                let place = &launched.place;
                Some(incarnation::of_child(place, pid, source, report, reinit))
            },
            plan: None,
        };
        (Arc::new(entry), place)
    }
}

/// What each run of a child is made of.
enum Seed<P: Process> {
    /// There is one run, which follows none. Another, by request, finds no arguments.
    Moved(Mutex<Quiet<P::Args>>),
    Copied(Arc<Mutex<Quiet<P::Args>>>, Copy<P>, Arc<Inner<P>>),
}

impl<P: Process> Seed<P> {
    fn new(args: P::Args, inner: &Arc<Inner<P>>) -> Self {
        let kept = Mutex::new(Quiet::new(args));
        match inner.copy {
            None => Self::Moved(kept),
            Some(copy) => Self::Copied(Arc::new(kept), copy, Arc::clone(inner)),
        }
    }

    fn source(&self) -> (Source<P>, Reinit<P>) {
        match self {
            Self::Moved(kept) => {
                let args = kept.lock().take();
                (Source::Moved(args), Reinit::FRESH)
            }
            // Copying is the user's code: it is run in the child's task. The lock is the child's own.
            Self::Copied(kept, copy, inner) => {
                let (kept, copy) = (Arc::clone(kept), *copy);
                let source = move || match kept.lock().get() {
                    Some(args) => Source::Args(copy(args)),
                    None => Source::Moved(None),
                };
                (Source::Declared(Arc::new(source)), inner.reinit)
            }
        }
    }
}

/// Starts children of a dynamic supervisor from a part of their arguments: see [`DynamicRef::with`].
pub struct Starter<P: Process, A> {
    dynamic: DynamicRef<P>,
    complete: Arc<dyn Fn(A) -> P::Args + Send + Sync>,
}

impl<P: Process, A> Starter<P, A> {
    /// Starts a child, and waits until its init has succeeded: see [`DynamicRef::start`].
    ///
    /// # Errors
    ///
    /// Those of [`StartChildError`]; a child that did not start leaves nothing behind.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the child is stopped again.
    pub async fn start(&self, args: A) -> Result<P::Handle, StartChildError> {
        self.dynamic.start((self.complete)(args)).await
    }

    /// The handle of the supervisor.
    #[must_use]
    pub fn dynamic(&self) -> &DynamicRef<P> {
        &self.dynamic
    }
}

impl<P: Process, A> Clone for Starter<P, A> {
    fn clone(&self) -> Self {
        Self {
            dynamic: self.dynamic.clone(),
            complete: Arc::clone(&self.complete),
        }
    }
}

impl<P: Process, A> fmt::Debug for Starter<P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Starter")
            .field("dynamic", &self.dynamic)
            .finish_non_exhaustive()
    }
}

impl<P: Process> Clone for DynamicRef<P> {
    fn clone(&self) -> Self {
        Self {
            supervisor: self.supervisor.clone(),
            inner: Arc::clone(&self.inner),
        }
    }
}

impl<P: Process> fmt::Debug for DynamicRef<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.supervisor.fmt(f)
    }
}

impl<P: Process> fmt::Debug for Dynamic<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dynamic")
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisor::TaskProcess;

    /// The usual allocator frees no more than 120 bytes without a lock, and without a look at what lies beside
    /// them: a fifth of the time that it takes to stop many children.
    #[test]
    fn an_entry_is_small() {
        let tasks = Dynamic::<TaskProcess>::new("tasks").handle();
        let (entry, _) = tasks.entry(TaskProcess::of(std::future::ready(())).0);
        let counts = 2 * size_of::<usize>();
        assert!(size_of_val(&*entry) + counts <= 120);
    }
}
