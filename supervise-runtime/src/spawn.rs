//! Starting processes outside of any tree.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::error::SpawnError;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::incarnation;
use crate::link::{self, Tells};
use crate::message::Undelivered;
use crate::pid::Pid;
use crate::place::{AnyPlace, Status};
use crate::process::Process;
use crate::reply::{Answer, Failure, pair};
use crate::source::Source;

/// How long an init may take when nothing else is said.
pub(crate) const START_TIMEOUT: Duration = Duration::from_secs(30);

/// A process that is yet to be started. Nothing happens until it is awaited.
///
/// Awaited, it starts the process, waits until its init has succeeded, and gives the handle. The
/// process has no supervisor: when it ends, it is gone.
///
/// # Cancel safety
///
/// Dropped before it is ready, the process is stopped again.
///
/// # Panics
///
/// Awaited outside a tokio runtime.
#[must_use = "a process is not started until this is awaited"]
pub struct Spawn<P: Process> {
    args: P::Args,
    timeout: Option<Duration>,
    link: Option<(Arc<dyn AnyPlace>, Pid)>,
}

impl<P: Process> Spawn<P> {
    #[doc(hidden)]
    pub fn new(args: P::Args) -> Self {
        Self {
            args,
            timeout: Some(START_TIMEOUT),
            link: None,
        }
    }

    /// Sets how long its init may take (30 seconds otherwise); `None` for as long as it wants.
    pub fn start_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Starts the process and gives a guard that ends it when it is dropped.
    ///
    /// # Errors
    ///
    /// Those of the start.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the process is stopped again.
    pub async fn scoped(self) -> Result<Scoped<P>, SpawnError<P::InitError>> {
        Ok(Scoped {
            handle: self.await?,
        })
    }

    pub(crate) fn linked_to(mut self, place: Arc<dyn AnyPlace>, pid: Pid) -> Starting<P> {
        self.link = Some((place, pid));
        self.into_future()
    }
}

impl<P: Process> IntoFuture for Spawn<P> {
    type Output = Result<P::Handle, SpawnError<P::InitError>>;
    type IntoFuture = Starting<P>;

    fn into_future(self) -> Starting<P> {
        Starting {
            stage: Stage::New(self),
        }
    }
}

/// A process that is being started; see [`Spawn`].
#[must_use = "a process is not started until this is awaited"]
pub struct Starting<P: Process> {
    stage: Stage<P>,
}

enum Stage<P: Process> {
    New(Spawn<P>),
    Init(InInit<P>),
    Done,
}

/// Stops the process again when the start is given up.
struct InInit<P: Process> {
    inner: Ref<P>,
    pid: Pid,
    answer: Answer<(), SpawnError<P::InitError>>,
    deadline: Option<Pin<Box<tokio::time::Sleep>>>,
    /// Whom it is linked with once that one knows that it is up.
    link: Option<(Arc<dyn AnyPlace>, Pid)>,
    timed_out: bool,
    settled: bool,
}

// Nothing in it is pinned but a box.
impl<P: Process> Unpin for Starting<P> {}

impl<P: Process> Spawn<P> {
    fn launch(self) -> InInit<P> {
        let inner = Ref::<P>::new_place();
        let (reply, answer) = pair();
        let pid = inner.place.core.begin();
        let deadline = self
            .timeout
            .map(|limit| Box::pin(tokio::time::sleep(limit)));
        incarnation::start::<P>(&inner.place, pid, Source::Args(self.args), Some(reply));
        InInit {
            inner,
            pid,
            answer,
            deadline,
            link: self.link,
            timed_out: false,
            settled: false,
        }
    }
}

impl<P: Process> Future for Starting<P> {
    type Output = Result<P::Handle, SpawnError<P::InitError>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if matches!(self.stage, Stage::New(_))
            && let Stage::New(spawn) = std::mem::replace(&mut self.stage, Stage::Done)
        {
            self.stage = Stage::Init(spawn.launch());
        }
        let Stage::Init(init) = &mut self.stage else {
            return Poll::Ready(Err(SpawnError::Ended(ExitReason::NotFound)));
        };
        match init.answer.poll(cx) {
            Poll::Ready(outcome) => {
                init.settled = true;
                let handle = P::Handle::from_ref(init.inner.clone());
                let timed_out = init.timed_out;
                if outcome.is_ok() {
                    init.link();
                }
                self.stage = Stage::Done;
                Poll::Ready(match outcome {
                    Ok(()) => Ok(handle),
                    Err(_) if timed_out => Err(SpawnError::TimedOut),
                    Err(Failure::Refused(error)) => Err(error),
                    Err(Failure::Undelivered(Undelivered::Ended(reason))) => {
                        Err(SpawnError::Ended(reason))
                    }
                    Err(Failure::Undelivered(_)) => Err(SpawnError::Ended(ExitReason::RuntimeGone)),
                })
            }
            Poll::Pending => {
                if let Some(deadline) = &mut init.deadline
                    && deadline.as_mut().poll(cx).is_ready()
                {
                    init.deadline = None;
                    init.timed_out = true;
                    init.abandon();
                    // A hanging init that never yields can't be waited for.
                    init.settled = true;
                    self.stage = Stage::Done;
                    return Poll::Ready(Err(SpawnError::TimedOut));
                }
                Poll::Pending
            }
        }
    }
}

impl<P: Process> InInit<P> {
    /// Not before: a start that fails or is given up is told by its result and not by an exit too.
    /// Until then who starts it is there, or gives the start up.
    fn link(&self) {
        if let Some((place, pid)) = &self.link {
            let child: Arc<dyn AnyPlace> = Arc::clone(&self.inner.place) as _;
            let all = Tells::Everything;
            link::link(
                (place, *pid, all),
                (&child, self.pid, all),
                || match child.core().status() {
                    Status::Vacant(reason) => reason,
                    _ => ExitReason::NotFound,
                },
            );
        }
    }

    /// It is dead to the world at once, whenever it yields, and leaves nothing behind.
    fn abandon(&self) {
        let place = &self.inner.place;
        place.core.vacate(&ExitReason::Killed);
        place.wake_for_control();
        place.close(&ExitReason::Killed);
    }
}

impl<P: Process> Drop for InInit<P> {
    fn drop(&mut self) {
        if !self.settled
            && self
                .inner
                .place
                .core
                .order_end(self.pid, ExitReason::Shutdown)
        {
            self.inner.place.wake_for_control();
        }
    }
}

/// Starts a process that is its own beginning.
#[doc(hidden)]
pub fn spawn_value<P: Process>(value: P) -> P::Handle {
    let inner = Ref::<P>::new_place();
    let pid = inner.place.core.begin();
    incarnation::start(&inner.place, pid, Source::Value(value), None);
    P::Handle::from_ref(inner)
}

/// A handle that ends its process when it is dropped.
///
/// The process is asked to end in order; use [`Handle::shutdown`] to wait for that.
#[must_use = "the process ends when this is dropped"]
pub struct Scoped<P: Process> {
    handle: P::Handle,
}

impl<P: Process> Deref for Scoped<P> {
    type Target = P::Handle;

    fn deref(&self) -> &P::Handle {
        &self.handle
    }
}

impl<P: Process> Drop for Scoped<P> {
    fn drop(&mut self) {
        let inner = self.handle.as_ref();
        if let Some(pid) = inner.core().live_pid()
            && inner.core().order_end(pid, ExitReason::Shutdown)
        {
            inner.place.wake_for_control();
        }
    }
}

impl<P: Process> fmt::Debug for Scoped<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scoped").field(&self.handle).finish()
    }
}

impl<P: Process> fmt::Debug for Spawn<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spawn")
            .field("process", &P::NAME)
            .finish_non_exhaustive()
    }
}

impl<P: Process> fmt::Debug for Starting<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Starting")
            .field("process", &P::NAME)
            .finish_non_exhaustive()
    }
}
