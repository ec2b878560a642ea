//! A running tree and its owner.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::builder::{Supervisor, SupervisorRef};
use super::plan::Plan;
use super::shell::{self, Owner};
use crate::dead_letter::DeadLetters;
use crate::exit::ExitReason;
use crate::reply::{Answer, Failure, pair};

/// Why a tree did not start.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// A child did not start. Those that were started before it have been stopped again.
    #[error("`{child}` did not start: {outcome}")]
    Child {
        /// The path of the child.
        child: Arc<str>,
        /// Why it did not start, and how the others were stopped.
        outcome: Box<Outcome>,
    },
    /// The declaration says what it may not say.
    #[error("the tree is declared wrongly: {}", Problems(.0))]
    Spec(Vec<supervise_model::Problem>),
    /// The tree ended while it was starting.
    #[error("the tree ended while it was starting: {0}")]
    Ended(Box<Outcome>),
}

/// How a tree has ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// Why.
    pub reason: ExitReason,
    /// The paths of those that had to be killed, because their shutdown budget ran out.
    pub unclean: Vec<Arc<str>>,
    /// The paths of those that could not be stopped and are still running.
    pub abandoned: Vec<Arc<str>>,
    /// How each was stopped that was still there, in the order in which they ended. Of the children of
    /// dynamic supervisors, of which there may be very many, only those are named above that were not
    /// stopped in order.
    pub stopped: Vec<Stopped>,
}

/// How a process was stopped in a shutdown.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stopped {
    /// The path of the process or supervisor.
    pub path: Arc<str>,
    /// How it ended.
    pub how: StoppedHow,
    /// In what time, from when it was told to.
    pub took: Duration,
}

/// How a process ended that was told to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StoppedHow {
    /// As it was told to, or normally.
    InOrder,
    /// For a reason of its own.
    Failed(ExitReason),
    /// It was killed, as it was declared.
    Killed,
    /// It was killed because its shutdown budget had run out.
    OutOfTime,
    /// It was killed, and is still running.
    Abandoned,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, how, took } = self;
        write!(f, "{path} {how} after {took:?}")
    }
}

impl fmt::Display for StoppedHow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InOrder => f.write_str("stopped"),
            Self::Failed(reason) => write!(f, "failed ({reason})"),
            Self::Killed => f.write_str("killed"),
            Self::OutOfTime => f.write_str("killed out of time"),
            Self::Abandoned => f.write_str("abandoned"),
        }
    }
}

impl Outcome {
    /// Whether it was told to end, and every child ended in time.
    #[must_use]
    pub fn is_orderly(&self) -> bool {
        self.reason.is_graceful() && self.unclean.is_empty() && self.abandoned.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reason)?;
        if !self.unclean.is_empty() {
            write!(f, "; killed: {}", self.unclean.join(", "))?;
        }
        if !self.abandoned.is_empty() {
            write!(f, "; still running: {}", self.abandoned.join(", "))?;
        }
        Ok(())
    }
}

/// The owner of a running tree. Dropped, it asks the tree to stop, and does not wait for that.
#[must_use = "the tree is stopped when this is dropped"]
pub struct Root {
    plan: Arc<Plan>,
}

pub(super) async fn start(supervisor: Supervisor) -> Result<Root, StartError> {
    let mut booting = Booting::new(supervisor)?;
    booting.ready().await?;
    Ok(booting.root)
}

/// A tree whose children are being started. Dropped, those that were started are stopped again.
pub(super) struct Booting {
    pub(super) root: Root,
    started: Answer<(), StartError>,
}

impl Booting {
    pub(super) fn new(supervisor: Supervisor) -> Result<Self, StartError> {
        Ok(Self::start(Self::checked(supervisor)?))
    }

    /// With stand-ins, or what else a test does to it.
    #[cfg(feature = "testing")]
    pub(super) fn on_stage(
        supervisor: Supervisor,
        stage: &Arc<super::matrix::Stage>,
    ) -> Result<Self, StartError> {
        let plan = Self::checked(supervisor)?;
        stage.set(&plan);
        Ok(Self::start(plan))
    }

    fn checked(supervisor: Supervisor) -> Result<Arc<Plan>, StartError> {
        let problems = supervise_model::check(&supervisor.spec());
        if problems.is_empty() {
            Ok(supervisor.into_plan())
        } else {
            Err(StartError::Spec(problems))
        }
    }

    fn start(plan: Arc<Plan>) -> Self {
        plan.place_below(&plan, Arc::from(""));
        if let Some(declared) = plan.declared() {
            plan.place
                .core
                .set_path(super::label::Path::Whole(Arc::from(
                    declared.spec.name.as_str(),
                )));
        }
        let (started, answer) = pair();
        let pid = plan.place.core.begin();
        shell::start(&plan, pid, Owner::Root(Some(started)));
        Self {
            root: Root { plan },
            started: answer,
        }
    }

    /// Waits until all have started or, when one has not, all are stopped again.
    pub(super) async fn ready(&mut self) -> Result<(), StartError> {
        match std::future::poll_fn(|cx| self.started.poll(cx)).await {
            Ok(()) => Ok(()),
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::Undelivered(_)) => {
                Err(StartError::Ended(Box::new(gone(ExitReason::RuntimeGone))))
            }
        }
    }
}

impl Root {
    /// The handle of the root supervisor.
    #[must_use]
    pub fn supervisor(&self) -> SupervisorRef {
        SupervisorRef {
            plan: Arc::clone(&self.plan),
        }
    }

    /// Waits until the tree has ended: it was stopped, or gave up.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    pub fn ended(&self) -> impl Future<Output = Outcome> + Send + use<> {
        let plan = Arc::clone(&self.plan);
        let closed = self.supervisor().closed();
        async move {
            let reason = closed.await;
            // A supervisor whose runtime is gone has left no account.
            plan.outcome.get().cloned().unwrap_or_else(|| gone(reason))
        }
    }

    /// Stops the tree in order, the child that was started last first, and waits until it has ended.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the tree stops nevertheless.
    pub fn shutdown(self) -> impl Future<Output = Outcome> + Send + use<> {
        self.supervisor().stop(ExitReason::Shutdown);
        self.ended()
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        self.supervisor().stop(ExitReason::Shutdown);
    }
}

fn gone(reason: ExitReason) -> Outcome {
    Outcome {
        reason,
        unclean: Vec::new(),
        abandoned: Vec::new(),
        stopped: Vec::new(),
    }
}

/// A parameter of a declared tree. Each argument that mentions it gets a fresh clone, in the task of
/// the child it is for.
#[doc(hidden)]
#[derive(Debug)]
pub struct Parameter<T>(pub T);

impl<T: Clone + Send + Sync + 'static> Parameter<T> {
    /// The value.
    pub fn must_be_clone_send_sync(self) -> T {
        self.0
    }
}

/// What the macro implements for a declared tree.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared tree",
    label = "not a declared tree",
    note = "declare it by `supervision_tree!`; a process is a child without the word `tree`"
)]
pub trait Declared: Sized {
    /// Its handle, with an accessor for each child.
    type Handle: TreeHandle;
    /// Its parameters.
    type Params;
    /// The time that its children may need to stop, in milliseconds; `None` when that is not bounded.
    const BUDGET_MS: Option<u64>;

    /// The tree under this name, not started.
    fn build(name: &str, params: Self::Params) -> (Supervisor, Self::Handle);
}

/// The handle of a declared tree.
pub trait TreeHandle: Clone + fmt::Debug + Send + Sync + 'static {
    /// The supervisor at its top.
    fn supervisor(&self) -> &SupervisorRef;

    /// How the tree looks right now.
    fn snapshot(&self) -> super::Snapshot {
        self.supervisor().snapshot()
    }

    /// The dead letters of the whole tree from now on, one by one.
    fn observe_dead_letters(&self) -> DeadLetters {
        self.supervisor().observe_dead_letters()
    }
}

/// What every running tree can do, beside its children's accessors.
pub trait Tree: Sized + Send {
    #[doc(hidden)]
    fn into_root(self) -> Root;

    #[doc(hidden)]
    fn root(&self) -> &Root;

    /// Stops the tree in order, the child that was started last first, and waits until it has ended.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the tree stops nevertheless.
    fn shutdown(self) -> impl Future<Output = Outcome> + Send + use<Self> {
        self.into_root().shutdown()
    }

    /// Waits until the tree has ended: it was stopped, or gave up.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn ended(&self) -> impl Future<Output = Outcome> + Send + use<Self> {
        self.root().ended()
    }
}

/// A tree that is being started. Nothing happens until it is awaited.
///
/// # Cancel safety
///
/// Dropped before it is ready, everything that was started is stopped again.
#[must_use = "a tree is not started until this is awaited"]
pub struct Start<T> {
    start: Pin<Box<dyn Future<Output = Result<T, StartError>> + Send>>,
}

impl<T: 'static> Start<T> {
    #[doc(hidden)]
    pub fn new(supervisor: Supervisor, finish: impl FnOnce(Root) -> T + Send + 'static) -> Self {
        Self {
            start: Box::pin(async move { supervisor.start().await.map(finish) }),
        }
    }
}

impl<T> Future for Start<T> {
    type Output = Result<T, StartError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.start.as_mut().poll(cx)
    }
}

impl<T> fmt::Debug for Start<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start").finish_non_exhaustive()
    }
}

impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Root").field(&self.plan).finish()
    }
}

struct Problems<'a>(&'a [supervise_model::Problem]);

impl fmt::Display for Problems<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}
