//! Streams of tasks: work on many items, on some of them at once.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Sleep;

use super::manage::StartChildError;
use super::tasks::{Task, TaskRef, TasksRef};
use crate::exit::ExitReason;
use crate::handle::Handle;

/// A task for each item, of which so many run at once, and what they give: see [`Task::stream`].
///
/// It is lazy: an item is taken, and its task started, when this is polled and there is room. Tasks that
/// run go on also while it is not polled. Dropped, it breaks them off at their next await.
#[must_use = "no task is started before it is polled"]
pub struct TaskStream<I, F, T> {
    items: Option<I>,
    work: F,
    most: usize,
    ordered: bool,
    limit: Option<Duration>,
    under: Option<TasksRef>,
    slots: VecDeque<Slot<T>>,
    /// Tasks that have given what they give, and still count with their supervisor.
    leaving: Vec<Pin<Box<dyn Future<Output = ExitReason> + Send>>>,
}

/// Why a task of a stream gave nothing.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// It ended before: it panicked, or was broken off by another.
    #[error("the task ended: {0}")]
    Ended(ExitReason),
    /// It was not done in time, and was broken off.
    #[error("the task was not done in time")]
    TimedOut,
    /// Its supervisor did not start it.
    #[error("the task was not started: {0}")]
    NotStarted(StartChildError),
}

enum Slot<T> {
    Starting(Starting<T>),
    Running(Task<T>, Option<Pin<Box<Sleep>>>),
    Done(Result<T, TaskError>),
}

type Starting<T> = Pin<Box<dyn Future<Output = Result<Task<T>, StartChildError>> + Send>>;

impl<T: Send + 'static> Task<T> {
    /// A stream of tasks, one for each item, whose results come in the order of the items. If nothing else
    /// is said, as many run at once as the machine has threads, without a supervisor, and for as long as they
    /// take.
    ///
    /// # Panics
    ///
    /// When it is polled outside a tokio runtime, and when the iterator or `work` panics.
    pub fn stream<I, F, W>(items: I, work: F) -> TaskStream<I::IntoIter, F, T>
    where
        I: IntoIterator,
        F: FnMut(I::Item) -> W,
        W: Future<Output = T> + Send + 'static,
    {
        TaskStream {
            items: Some(items.into_iter()),
            work,
            most: std::thread::available_parallelism().map_or(1, usize::from),
            ordered: true,
            limit: None,
            under: None,
            slots: VecDeque::new(),
            leaving: Vec::new(),
        }
    }
}

impl<I, F, T> TaskStream<I, F, T> {
    /// Sets how many run at once; at least one. A result that can't be given yet, because one before it is
    /// not there, counts as a task that runs.
    pub fn max_concurrency(mut self, most: usize) -> Self {
        self.most = most.max(1);
        self
    }

    /// Gives the results as they come.
    pub fn unordered(mut self) -> Self {
        self.ordered = false;
        self
    }

    /// Sets how long each task may take; one that is not done by then is broken off at its next await.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Starts the tasks under a supervisor. One that was broken off counts until it is gone.
    pub fn under(mut self, tasks: &TasksRef) -> Self {
        self.under = Some(tasks.clone());
        self
    }
}

impl<I, F, W, T> TaskStream<I, F, T>
where
    I: Iterator,
    F: FnMut(I::Item) -> W,
    W: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    /// The next result; `None` when there was one for each item.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, nothing is lost.
    pub async fn next(&mut self) -> Option<Result<T, TaskError>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Takes items while there is room.
    fn fill(&mut self) {
        while self.slots.len() + self.leaving.len() < self.most
            && let Some(items) = &mut self.items
        {
            let Some(item) = items.next() else {
                self.items = None;
                return;
            };
            let work = (self.work)(item);
            self.slots.push_back(match self.under.clone() {
                Some(tasks) => Slot::Starting(Box::pin(async move { tasks.spawn(work).await })),
                None => Slot::running(Task::spawn(work), self.limit),
            });
        }
    }

    /// The result that can be given now.
    fn take_done(&mut self) -> Option<Result<T, TaskError>> {
        let looked_at = match self.ordered {
            true => self.slots.len().min(1),
            false => self.slots.len(),
        };
        let is_done = |slot: &Slot<T>| matches!(slot, Slot::Done(_));
        let at = self.slots.iter().take(looked_at).position(is_done)?;
        match self.slots.remove(at) {
            Some(Slot::Done(result)) => Some(result),
            _ => None,
        }
    }
}

impl<I, F, W, T> Stream for TaskStream<I, F, T>
where
    I: Iterator,
    F: FnMut(I::Item) -> W,
    W: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, TaskError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            this.fill();
            for slot in &mut this.slots {
                let ended = slot.poll(this.limit, cx);
                if let (Some(task), Some(_)) = (ended, &this.under) {
                    this.leaving.push(Box::pin(task.closed()));
                }
            }
            let before = this.leaving.len();
            this.leaving
                .retain_mut(|left| left.as_mut().poll(cx).is_pending());
            if this.leaving.len() == before || this.items.is_none() {
                break;
            }
            // There is room again.
        }
        match this.take_done() {
            Some(result) => Poll::Ready(Some(result)),
            None if this.slots.is_empty() && this.items.is_none() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

impl<T: Send + 'static> Slot<T> {
    fn running(task: Task<T>, limit: Option<Duration>) -> Self {
        Self::Running(task, limit.map(|limit| Box::pin(tokio::time::sleep(limit))))
    }

    /// Goes as far as it can. Gives the task's handle when there is a result of it.
    fn poll(&mut self, limit: Option<Duration>, cx: &mut Context<'_>) -> Option<TaskRef> {
        if let Self::Starting(starting) = self
            && let Poll::Ready(started) = starting.as_mut().poll(cx)
        {
            *self = match started {
                Ok(task) => Self::running(task, limit),
                Err(error) => Self::Done(Err(TaskError::NotStarted(error))),
            };
        }
        let Self::Running(task, limit) = self else {
            return None;
        };
        // What is done in time is not too late, however late this is polled.
        let result = if let Poll::Ready(result) = Pin::new(&mut *task).poll(cx) {
            result.map_err(TaskError::Ended)
        } else if let Some(limit) = limit
            && limit.as_mut().poll(cx).is_ready()
        {
            task.cancel();
            Err(TaskError::TimedOut)
        } else {
            return None;
        };
        let handle = task.handle().clone();
        *self = Self::Done(result);
        Some(handle)
    }
}

// Nothing in it is ever pinned but what is in a box.
impl<I, F, T> Unpin for TaskStream<I, F, T> {}

impl<I, F, T> Drop for TaskStream<I, F, T> {
    fn drop(&mut self) {
        for slot in &self.slots {
            if let Slot::Running(task, _) = slot {
                task.cancel();
            }
        }
    }
}

impl<I, F, T> fmt::Debug for TaskStream<I, F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskStream")
            .field("under_way", &self.slots.len())
            .finish_non_exhaustive()
    }
}
