//! The task of a child of any supervisor that is not dynamic. It stays for the child's next incarnation.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::super::plan::Live;
use crate::message::{drop_quietly, forget_payload};
use crate::sync::Mutex;

/// Whoever has this has the task: once it is dropped, the task ends with what it is at.
///
/// Who waits for the child may [poll it](Polled::poll_here) in the task's place, which saves both of them
/// the way through the scheduler.
pub(crate) struct ChildTask(Arc<Polled>);

impl ChildTask {
    pub(super) fn spawn(live: Live) -> Self {
        let (own, task) = Self::new(live);
        tokio::spawn(task);
        own
    }

    /// With the task, which has to be spawned.
    pub(crate) fn new(live: Live) -> (Self, impl Future<Output = ()> + Send) {
        let polled = Arc::new(Polled(Mutex::new(State {
            at: At::Rest(live),
            next: None,
            task: None,
            host: None,
            closed: false,
        })));
        (Self(Arc::clone(&polled)), Task(polled))
    }

    /// Lets the task go on with this, as soon as it is through with what it is at. Somebody has to poll it
    /// then. Gives it back where the task is gone: with its runtime, or because something panicked there that
    /// is no code of the process.
    pub(crate) fn follow(&self, live: Live) -> Result<(), Live> {
        let mut state = self.0.0.lock();
        match state.at {
            At::Gone => return Err(live),
            At::Nothing => state.at = At::Rest(live),
            At::Rest(_) | At::Work { .. } => state.next = Some(live),
        }
        Ok(())
    }

    pub(crate) fn polled(&self) -> &Arc<Polled> {
        &self.0
    }
}

impl Drop for ChildTask {
    fn drop(&mut self) {
        let mut state = self.0.0.lock();
        state.closed = true;
        let task = state.task.clone();
        drop(state);
        wake(task);
    }
}

/// What is polled, by the task or by who waits for it.
pub(crate) struct Polled(Mutex<State>);

struct State {
    at: At,
    /// What follows. What is polled now has said that it is over.
    next: Option<Live>,
    /// Known once the task has run.
    task: Option<Waker>,
    /// Who polls in its place.
    host: Option<Waker>,
    closed: bool,
}

enum At {
    Nothing,
    Rest(Live),
    /// Somebody polls it, and is to let the task poll it again.
    Work {
        again: bool,
    },
    /// The task was dropped.
    Gone,
}

impl Polled {
    /// Polls the child in its task's place. If somebody does already, or the task has not run yet, the
    /// task does. The host is woken where the task goes away meanwhile.
    pub(crate) fn poll_here(&self, host: &Waker) {
        let mut state = self.0.lock();
        let Some(task) = state.task.clone() else {
            return;
        };
        let Some(mut live) = state.begin() else {
            drop(state);
            return;
        };
        let before = state.host.replace(host.clone());
        drop(state);
        drop(before);
        let poll = || live.as_mut().poll(&mut Context::from_waker(&task));
        // What panics here is no code of the process, for that is caught. It is the end of the child, as it
        // is in its own task, and not of who polls it.
        let polled = std::panic::catch_unwind(AssertUnwindSafe(poll));
        self.leave(
            live,
            polled.unwrap_or_else(|panic| {
                forget_payload(panic);
                Poll::Ready(())
            }),
        );
    }

    pub(super) fn wake(&self) {
        let task = self.0.lock().task.clone();
        wake(task);
    }

    fn leave(&self, live: Live, polled: Poll<()>) {
        // Before the next one begins.
        let live = match polled {
            Poll::Ready(()) => {
                drop_quietly("child", || drop(live));
                None
            }
            Poll::Pending => Some(live),
        };
        let mut state = self.0.lock();
        let host = state.host.take();
        let At::Work { again } = state.at else {
            drop(state);
            drop((live, host));
            return;
        };
        let is_over = live.is_none();
        let next = live.or_else(|| state.next.take());
        let wakes = again || is_over && (next.is_some() || state.closed);
        state.at = next.map_or(At::Nothing, At::Rest);
        let task = wakes.then(|| state.task.clone()).flatten();
        drop(state);
        drop(host);
        wake(task);
    }
}

impl State {
    /// Takes out what is to be polled. Who polls it already does so again.
    fn begin(&mut self) -> Option<Live> {
        match std::mem::replace(&mut self.at, At::Work { again: true }) {
            At::Rest(live) => {
                self.at = At::Work { again: false };
                Some(live)
            }
            At::Work { .. } => None,
            at => {
                self.at = at;
                None
            }
        }
    }
}

fn wake(task: Option<Waker>) {
    if let Some(task) = task {
        task.wake();
    }
}

struct Task(Arc<Polled>);

impl Future for Task {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let polled = &self.0;
        let mut state = polled.0.lock();
        if state.task.is_none() {
            state.task = Some(cx.waker().clone());
        }
        let live = state.begin();
        if live.is_none() && state.closed && matches!(state.at, At::Nothing) {
            return Poll::Ready(());
        }
        drop(state);
        if let Some(mut live) = live {
            let done = live.as_mut().poll(cx);
            polled.leave(live, done);
        }
        Poll::Pending
    }
}

/// Dropped with its runtime, or at its end.
impl Drop for Task {
    fn drop(&mut self) {
        let mut state = self.0.0.lock();
        let at = std::mem::replace(&mut state.at, At::Gone);
        let left = (at, state.next.take(), state.task.take());
        let host = state.host.take();
        drop(state);
        drop(left);
        wake(host);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn poll(task: Pin<&mut impl Future<Output = ()>>) -> Poll<()> {
        task.poll(&mut Context::from_waker(Waker::noop()))
    }

    /// A panic past all catches of the process is the end of the child, wherever it is polled.
    #[test]
    fn a_panic_is_the_end_of_the_child_alone() {
        let polls = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&polls);
        let (own, task) = ChildTask::new(Box::pin(poll_fn(move |_| {
            assert_eq!(count.fetch_add(1, Ordering::Relaxed), 0, "the second time");
            Poll::Pending
        })));
        let mut task = Box::pin(task);
        assert!(poll(task.as_mut()).is_pending());
        own.polled().poll_here(Waker::noop());
        assert_eq!(polls.load(Ordering::Relaxed), 2);
        // It is dropped, and another may follow.
        assert_eq!(Arc::strong_count(&polls), 1);
        assert!(own.follow(Box::pin(std::future::ready(()))).is_ok());
        own.polled().poll_here(Waker::noop());
        drop(own);
        assert!(poll(task.as_mut()).is_ready());
    }

    #[test]
    fn nothing_follows_where_the_task_is_gone() {
        let (own, task) = ChildTask::new(Box::pin(std::future::pending()));
        drop(task);
        assert!(own.follow(Box::pin(std::future::pending())).is_err());
    }
}
