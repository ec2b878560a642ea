//! A dynamic supervisor: children of one type that come and go by request.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use supervise_model::{ChildKind, Limit, Reinit, Restart, Shutdown, SupervisorSpec, Timeout};

use super::builder::sealed::{Described, IntoEntry};
use super::builder::{ChildSpec, Supervisor, SupervisorRef};
use super::child;
use super::core::{Mode, Policy, RequestError};
use super::label::Label;
use super::lane::Lane;
use super::plan::Entry;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::incarnation::{self, Owner, Source};
use crate::last_state::{Keep, KeepsState};
use crate::mailbox::Envelope;
use crate::message::{Undelivered, drop_quietly};
use crate::place::{AnyPlace, Place};
use crate::process::Process;
use crate::reply::{Failure, pair};
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
    keep: Option<Keep<P>>,
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
            keep: None,
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
        self.spec.reinit = Reinit::LastKnown;
        self.keep = Some(Keep::new());
        self
    }

    /// Sets how its children are stopped.
    #[must_use]
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.spec.shutdown = shutdown;
        self
    }

    /// Sets how long the init of each child may take.
    #[must_use]
    pub fn start_timeout(mut self, timeout: Timeout) -> Self {
        self.spec.start_timeout = timeout;
        self
    }

    /// Sets how many restarts are too many, of all its children together.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
        self
    }
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
        supervisor.limit(new_limit).described_as(Some(spec))
    }
}

impl<P: Process> ChildSpec for Dynamic<P> {
    type Handle = DynamicRef<P>;

    fn handle(&self) -> DynamicRef<P> {
        let policy = child::policy(&self.spec);
        let inner = Inner {
            policy,
            copy: self.copy,
            keep: self.keep,
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
    policy: Policy,
    copy: Option<Copy<P>>,
    keep: Option<Keep<P>>,
    /// The name of the next child.
    next: AtomicU64,
}

/// Why a child was not started or stopped.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartChildError {
    /// There are as many children as there may be.
    #[error("there are as many children as there may be")]
    MaxChildren,
    /// The supervisor is not running, or is stopping its children.
    #[error("the supervisor is not running")]
    NotRunning,
    /// The child's init asked to be ignored.
    #[error("init asked to be ignored")]
    Ignored,
    /// The child did not start, for this reason.
    #[error("the child did not start: {0}")]
    Failed(ExitReason),
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
        let (reply, mut answer) = pair();
        let lane = Arc::clone(&self.supervisor.plan.place);
        self.send(Lane::StartChild {
            entry: entry.0,
            reply,
        });
        // Should we be dropped while the child starts, it goes again.
        let mut undo = Undo {
            lane,
            place,
            done: false,
        };
        let outcome = std::future::poll_fn(|cx| answer.poll(cx)).await;
        undo.done = true;
        match outcome {
            Ok(()) => Ok(P::Handle::from_ref(entry.1)),
            Err(Failure::Refused(RequestError::MaxChildren)) => Err(StartChildError::MaxChildren),
            Err(Failure::Refused(RequestError::Ignored)) => Err(StartChildError::Ignored),
            Err(Failure::Refused(RequestError::StartFailed(reason))) => {
                Err(StartChildError::Failed(reason))
            }
            Err(_) => Err(StartChildError::NotRunning),
        }
    }

    /// Stops a child for good, in order, and waits until it is gone. False when it is not, or not
    /// any more, a child of this supervisor.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the child is stopped nevertheless.
    pub async fn stop(&self, child: &P::Handle) -> bool {
        let (reply, mut answer) = pair();
        self.send(Lane::StopChild {
            place: Arc::clone(&child.as_ref().place) as _,
            reply,
        });
        std::future::poll_fn(|cx| answer.poll(cx)).await.is_ok()
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

    fn send(&self, message: Lane) {
        let place = &self.supervisor.plan.place;
        // Refused by a closed mailbox, the message takes its reply with it, which is an answer too.
        let mut message = Some(message);
        if place.mailbox.try_push_with(|| message.take()).is_err()
            && let Some(message) = message
        {
            let reason = ExitReason::NotFound;
            crate::message::Message::fail(message, &Undelivered::Vacant(reason));
        }
    }

    fn entry(&self, args: P::Args) -> (Arc<Entry>, Ref<P>) {
        let place = Ref::<P>::new_place();
        let Inner {
            policy, copy, keep, ..
        } = &*self.inner;
        let keep = *keep;
        place.core().set_shutdown(policy.shutdown);
        place
            .core()
            .stand_behind(Arc::clone(&self.supervisor.plan.gate));
        let number = self.inner.next.fetch_add(1, Ordering::Relaxed);
        let seed = Seed::<P>::new(args, *copy);
        let launched = place.clone();
        let entry = Entry {
            label: Label::Number(number),
            policy: *policy,
            place: Arc::clone(&place.place) as _,
            launch: move |pid, report| {
                incarnation::start(
                    &launched.place,
                    pid,
                    seed.source(),
                    Owner::Supervisor(report),
                    keep,
                );
            },
            plan: None,
        };
        (Arc::new(entry), place)
    }
}

/// What each run of a child is made of.
enum Seed<P: Process> {
    Moved(Mutex<Kept<P::Args>>),
    Copied(Arc<Mutex<Kept<P::Args>>>, Copy<P>),
}

impl<P: Process> Seed<P> {
    fn new(args: P::Args, copy: Option<Copy<P>>) -> Self {
        let kept = Mutex::new(Kept(Some(args)));
        match copy {
            None => Self::Moved(kept),
            Some(copy) => Self::Copied(Arc::new(kept), copy),
        }
    }

    fn source(&self) -> Source<P> {
        match self {
            Self::Moved(kept) => {
                let args = kept.lock().0.take();
                Source::Moved(args)
            }
            // Copying is the user's code: it is run in the child's task. The lock is the child's own.
            Self::Copied(kept, copy) => {
                let (kept, copy) = (Arc::clone(kept), *copy);
                Source::Declared(Arc::new(move || match &kept.lock().0 {
                    Some(args) => Source::Args(copy(args)),
                    None => Source::Moved(None),
                }))
            }
        }
    }
}

/// Arguments in the care of a supervisor, which their destructor must not hurt.
struct Kept<A>(Option<A>);

impl<A> Drop for Kept<A> {
    fn drop(&mut self) {
        let args = self.0.take();
        drop_quietly("arguments", || drop(args));
    }
}

/// Stops a child that nobody waits for any more.
struct Undo {
    lane: Arc<Place<Lane>>,
    place: Arc<dyn AnyPlace>,
    done: bool,
}

impl Drop for Undo {
    fn drop(&mut self) {
        if !self.done {
            let (reply, _) = pair();
            let stop = Lane::StopChild {
                place: Arc::clone(&self.place),
                reply,
            };
            self.lane.mailbox.push_notice(Envelope::Message(stop));
        }
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
