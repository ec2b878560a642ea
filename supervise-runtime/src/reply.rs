//! The way back of a call: one cell, shared by the caller and the process.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use crate::current;
use crate::message::Undelivered;
use crate::sync::Mutex;

/// The right to answer one call, once: a `#[call]` handler that has `reply: ReplyTo<R>` among its
/// parameters gets it, and answers when it likes. It may be kept in the state or moved into a task.
///
/// Dropped unanswered, it tells the caller so at once; lost with a process that ends, it tells the
/// caller the reason. One that a task has may answer also after the process has ended.
pub struct ReplyTo<R: Send + 'static, E: Send + 'static = Infallible> {
    cell: Option<Arc<Cell<R, E>>>,
}

/// The caller's end.
pub(crate) struct Answer<R, E> {
    cell: Arc<Cell<R, E>>,
    /// The answer was taken: there is nothing to be told to whom it came from.
    taken: bool,
}

/// What a caller gets.
pub(crate) type Outcome<R, E> = Result<R, Failure<E>>;

pub(crate) enum Failure<E> {
    Refused(E),
    Undelivered(Undelivered),
}

struct Cell<R, E>(Mutex<State<R, E>>);

enum State<R, E> {
    /// Not answered; whom to wake then.
    Open(Option<Waker>),
    Answered(Outcome<R, E>),
    /// Not answered, and the caller wants no reply any more, but to know when this is over.
    GivenUp(Option<Waker>),
    /// Nothing more to come: the answer was taken, or nobody waits for it.
    Closed,
}

/// A call whose right to answer was dropped, without the types.
pub(crate) trait Unanswered: Send + Sync {
    fn fail(&self, why: Undelivered);
    fn is_answered(&self) -> bool;
}

pub(crate) fn pair<R: Send + 'static, E: Send + 'static>() -> (ReplyTo<R, E>, Answer<R, E>) {
    pair_for(None)
}

/// With whom to wake, so that the caller need not look before it is woken.
pub(crate) fn pair_for<R: Send + 'static, E: Send + 'static>(
    waker: Option<Waker>,
) -> (ReplyTo<R, E>, Answer<R, E>) {
    let cell = Arc::new(Cell(Mutex::new(State::Open(waker))));
    let reply = ReplyTo {
        cell: Some(Arc::clone(&cell)),
    };
    (reply, Answer { cell, taken: false })
}

impl<R: Send + 'static, E: Send + 'static> ReplyTo<R, E> {
    /// A right to answer nobody.
    #[doc(hidden)]
    #[must_use]
    pub fn to_nobody() -> Self {
        pair().0
    }

    /// Answers.
    pub fn send(self, reply: R) {
        self.settle(Ok(reply));
    }

    /// Refuses: the caller gets `CallError::Refused`.
    pub fn refuse(self, error: E) {
        self.settle(Err(Failure::Refused(error)));
    }

    /// Answers with `Ok`, refuses with `Err`.
    pub fn result(self, result: Result<R, E>) {
        self.settle(result.map_err(Failure::Refused));
    }

    /// Tells the caller that nobody will answer.
    #[doc(hidden)]
    pub fn fail(self, why: &Undelivered) {
        self.settle(Err(Failure::Undelivered(why.clone())));
    }

    /// Whether the caller has stopped waiting.
    #[must_use]
    pub fn caller_gone(&self) -> bool {
        self.cell
            .as_ref()
            .is_none_or(|cell| matches!(*cell.0.lock(), State::Closed | State::GivenUp(_)))
    }

    fn settle(mut self, outcome: Outcome<R, E>) {
        if let Some(cell) = self.cell.take() {
            cell.settle(outcome);
        }
    }
}

impl<R: Send + 'static, E: Send + 'static> Drop for ReplyTo<R, E> {
    fn drop(&mut self) {
        if let Some(cell) = self.cell.take() {
            // Inside a process it is not known yet whether that ends: it says so when it is.
            if let Some(cell) = current::lose(cell) {
                cell.fail(Undelivered::NoReply);
            }
        }
    }
}

impl<R, E> Cell<R, E> {
    fn settle(&self, outcome: Outcome<R, E>) {
        let mut state = self.0.lock();
        let (waker, unused) = match std::mem::replace(&mut *state, State::Closed) {
            State::Open(waker) | State::GivenUp(waker) => {
                *state = State::Answered(outcome);
                (waker, None)
            }
            State::Answered(first) => {
                *state = State::Answered(first);
                (None, Some(outcome))
            }
            State::Closed => (None, Some(outcome)),
        };
        drop(state);
        // Both are foreign code: not under the lock.
        drop(unused);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<R: Send + 'static, E: Send + 'static> Unanswered for Cell<R, E> {
    fn fail(&self, why: Undelivered) {
        self.settle(Err(Failure::Undelivered(why)));
    }

    fn is_answered(&self) -> bool {
        !matches!(*self.0.lock(), State::Open(_) | State::GivenUp(_))
    }
}

impl<R: Send + 'static, E: Send + 'static> Answer<R, E> {
    /// What is there already. Whoever is to be woken when it comes stays so.
    pub(crate) fn poll_now(&mut self) -> Option<Outcome<R, E>> {
        if !self.cell.is_answered() {
            return None;
        }
        let mut cx = Context::from_waker(Waker::noop());
        match self.poll(&mut cx) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        }
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome<R, E>> {
        let mut state = self.cell.0.lock();
        let given_up = matches!(*state, State::GivenUp(_));
        match std::mem::replace(&mut *state, State::Closed) {
            State::Open(waker) | State::GivenUp(waker) => {
                let keeps = waker
                    .as_ref()
                    .is_some_and(|waker| waker.will_wake(cx.waker()));
                let (kept, old) = if keeps {
                    (waker, None)
                } else {
                    (Some(cx.waker().clone()), waker)
                };
                *state = match given_up {
                    true => State::GivenUp(kept),
                    false => State::Open(kept),
                };
                drop(state);
                drop(old);
                Poll::Pending
            }
            State::Answered(outcome) => {
                drop(state);
                self.taken = true;
                Poll::Ready(outcome)
            }
            // Only a caller that polls on after the answer comes here.
            State::Closed => Poll::Ready(Err(Failure::Undelivered(Undelivered::NoReply))),
        }
    }

    /// Wants no reply any more, and waits on for the end of the call.
    pub(crate) fn cancel(&self) {
        let mut state = self.cell.0.lock();
        if let State::Open(waker) = &mut *state {
            *state = State::GivenUp(waker.take());
        }
    }

    /// The call without its types, for the record of who waits for whom.
    pub(crate) fn erased(&self) -> Arc<dyn Unanswered> {
        Arc::clone(&self.cell) as _
    }
}

impl<R, E> Drop for Answer<R, E> {
    fn drop(&mut self) {
        if !self.taken {
            self.give_up();
        }
    }
}

impl<R, E> Answer<R, E> {
    /// Nobody waits any more. Rare, and kept out of the way of those who do.
    #[cold]
    fn give_up(&self) {
        let old = std::mem::replace(&mut *self.cell.0.lock(), State::Closed);
        drop(old);
    }
}

impl<R: Send + 'static, E: Send + 'static> fmt::Debug for ReplyTo<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyTo")
            .field("caller_gone", &self.caller_gone())
            .finish()
    }
}
