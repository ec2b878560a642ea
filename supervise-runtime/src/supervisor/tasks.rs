//! A supervisor of tasks: futures that are supervised like processes.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::builder::sealed::{Described, IntoEntry};
use super::builder::{ChildSpec, SupervisorRef};
use super::dynamic::{Dynamic, DynamicRef};
use super::manage::StartChildError;
use crate::control::Control;
use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::handle::{Handle, Ref};
use crate::message::{Message, Undelivered};
use crate::process::{Init, Process};
use crate::reply::{Answer, Failure, pair};
use crate::run::{Interrupted, interruptible};
use crate::serve::{self, Ended, Running, Served};
use crate::spawn::spawn_value;

/// A supervisor of tasks, which are started by request: [`TasksRef::spawn`].
///
/// A task is never started again. When the supervisor ends, all tasks are asked to end at once, which
/// breaks them off at their next await.
pub struct Tasks {
    dynamic: Dynamic<TaskProcess>,
}

impl Tasks {
    /// A supervisor without tasks.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            dynamic: Dynamic::new(name),
        }
    }

    /// Sets how many tasks there may be at once.
    #[must_use]
    pub fn max_children(mut self, most: usize) -> Self {
        self.dynamic = self.dynamic.max_children(most);
        self
    }

    /// Sets how each task is stopped.
    #[must_use]
    pub fn shutdown(mut self, shutdown: supervise_model::Shutdown) -> Self {
        self.dynamic = self.dynamic.shutdown(shutdown);
        self
    }
}

impl IntoEntry for Tasks {
    fn into_entry(self) -> Described {
        self.dynamic.into_entry()
    }
}

impl ChildSpec for Tasks {
    type Handle = TasksRef;

    fn handle(&self) -> TasksRef {
        TasksRef {
            dynamic: self.dynamic.handle(),
        }
    }
}

/// The handle of [`Tasks`].
#[derive(Clone)]
pub struct TasksRef {
    dynamic: DynamicRef<TaskProcess>,
}

impl TasksRef {
    /// Starts a task under the supervisor.
    ///
    /// A panic ends the task alone. To let it end a process too, link the process with it:
    /// [`Cx::link`] takes the [handle](Task::handle).
    ///
    /// # Errors
    ///
    /// [`StartChildError::MaxChildren`] and [`StartChildError::NotRunning`]; the future is dropped then.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, the task is stopped again.
    pub async fn spawn<F>(&self, future: F) -> Result<Task<F::Output>, StartChildError>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let (work, answer) = TaskProcess::of(future);
        let handle = self.dynamic.start(work).await?;
        Ok(Task { answer, handle })
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.dynamic.len()
    }

    /// Whether there are no tasks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dynamic.is_empty()
    }

    /// The supervisor itself.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        self.dynamic.supervisor()
    }
}

/// A task that was started. Await it for what its future gives.
///
/// Dropped, the task goes on.
#[must_use = "what the task gives is discarded when this is dropped"]
pub struct Task<T> {
    answer: Answer<T, Infallible>,
    handle: TaskRef,
}

impl<T: Send + 'static> Task<T> {
    /// Starts a task without a supervisor: nobody ends it but who has it, and the runtime. In a handler,
    /// [`Cx::spawn_task`] links it with the process.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn(future: impl Future<Output = T> + Send + 'static) -> Self {
        let (work, answer) = TaskProcess::of(future);
        let handle = spawn_value(work);
        Self { answer, handle }
    }

    /// What the future gave, if it is there.
    pub fn poll_now(&mut self) -> Option<Result<T, ExitReason>> {
        self.answer.poll_now().map(given)
    }

    /// Waits at most this long.
    ///
    /// # Errors
    ///
    /// The task comes back when it is not done in time; it goes on.
    pub async fn timeout(mut self, limit: Duration) -> Result<Result<T, ExitReason>, Self> {
        match tokio::time::timeout(limit, &mut self).await {
            Ok(result) => Ok(result),
            Err(_) => Err(self),
        }
    }

    /// Breaks it off, and waits until it is over: what it gave if it was done before, else
    /// [`ExitReason::Shutdown`].
    ///
    /// # Errors
    ///
    /// Why it gave nothing.
    ///
    /// # Cancel safety
    ///
    /// Dropped after the first poll, the task is broken off all the same.
    pub async fn cancel_and_wait(self) -> Result<T, ExitReason> {
        self.cancel();
        self.await
    }
}

impl<T> Task<T> {
    /// Breaks the task off at its next await; its result is [`ExitReason::Shutdown`] then, unless it was
    /// done before.
    pub fn cancel(&self) {
        self.handle.exit(ExitReason::Shutdown);
    }

    /// The handle of the task, as of any process: to link it, to monitor it, to end it.
    #[must_use]
    pub fn handle(&self) -> &TaskRef {
        &self.handle
    }
}

impl<T: Send + 'static> Future for Task<T> {
    /// What the future gives, or why it did not: a panic, a shutdown, a kill.
    type Output = Result<T, ExitReason>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.poll(cx).map(given)
    }
}

fn given<T>(outcome: Result<T, Failure<Infallible>>) -> Result<T, ExitReason> {
    outcome.map_err(|failure| match failure {
        Failure::Refused(never) => match never {},
        Failure::Undelivered(Undelivered::Ended(reason) | Undelivered::Vacant(reason)) => reason,
        // Dropped before it began.
        Failure::Undelivered(_) => ExitReason::Shutdown,
    })
}

/// The process that a task is.
#[doc(hidden)]
pub struct TaskProcess {
    work: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl TaskProcess {
    pub(super) fn of<T: Send + 'static>(
        future: impl Future<Output = T> + Send + 'static,
    ) -> (Self, Answer<T, Infallible>) {
        let (reply, answer) = pair();
        let work = async move { reply.send(future.await) };
        let work = Self {
            work: Some(Box::pin(work)),
        };
        (work, answer)
    }
}

/// A task has no messages.
#[doc(hidden)]
#[derive(Debug)]
pub enum NoMessage {}

impl Message for NoMessage {
    fn fail(self, _why: &Undelivered) {
        match self {}
    }

    fn label(&self) -> &'static str {
        match *self {}
    }

    fn is_call(&self) -> bool {
        match *self {}
    }
}

#[diagnostic::do_not_recommend]
impl Process for TaskProcess {
    type Handle = TaskRef;
    type Message = NoMessage;
    type Args = Self;
    type InitError = Infallible;
    type Phase = ();

    const NAME: &'static str = "task";

    async fn init(args: Self, _cx: &mut Cx<Self>) -> Result<Init<Self>, Infallible> {
        Ok(Init::ok(args))
    }

    async fn serve(running: Running<'_, Self>) -> Served {
        let (place, pid) = (Arc::clone(&running.cx.place), running.cx.pid);
        let work = running.state.as_mut().and_then(|task| task.work.take());
        // A supervisor that was woken just now goes first.
        crate::turn::give_way().await;
        let work = pin!(work);
        let ran = interruptible(&place, pid, Control::wants_end, work).await;
        Served(match ran {
            Ok(()) => Ended {
                reason: ExitReason::Normal,
                clean: true,
                killed: false,
            },
            Err(Interrupted) => serve::wanted(&place.core),
        })
    }
}

/// The handle of a [`Task`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TaskRef(Ref<TaskProcess>);

impl Handle<TaskProcess> for TaskRef {
    fn from_ref(inner: Ref<TaskProcess>) -> Self {
        Self(inner)
    }

    fn as_ref(&self) -> &Ref<TaskProcess> {
        &self.0
    }
}

impl fmt::Debug for TaskRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for TaskProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskProcess").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Task").field(&self.handle).finish()
    }
}

impl fmt::Debug for TasksRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.dynamic.fmt(f)
    }
}

impl fmt::Debug for Tasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.dynamic.fmt(f)
    }
}
