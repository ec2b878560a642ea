//! Calls: requests that are answered.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::deadlock::{self, Noted};
use crate::error::{CallError, CastError, TrySendError, TrySendReason};
use crate::handle::{Ref, Target};
use crate::line::Ticket;
use crate::message::Undelivered;
use crate::overload::Refusal;
use crate::process::Process;
use crate::reply::{Answer, Failure, ReplyTo, pair, pair_for};
use crate::timer::{self, Timer};

/// A call that is yet to be made. Nothing is sent until it is awaited or one of its verbs is used.
///
/// Awaited, it waits for room in the mailbox, then for the reply. A handler that awaits a call
/// gets [`CallError::WouldDeadlock`] at once where the wait could never end; a call in another task
/// or with a timeout is not looked at that way. In a `select!` it is, so use
/// [`Call::timeout`] there instead of a timer of your own.
///
/// # Cancel safety
///
/// Dropped before there was room, it was not sent. Dropped later, it will be handled and its
/// reply is discarded.
#[must_use = "a call is not made until it is awaited, or sent by one of its verbs"]
pub struct Call<'a, P: Process, A, R: Send + 'static, E: Send + 'static = Infallible> {
    to: Target<'a, P>,
    make: fn(ReplyTo<R, E>, A) -> P::Message,
    stage: Stage<P::Message, A, R, E>,
    /// Whether the wait is noted and looked at for a circle.
    looks_for_circles: bool,
    noted: Option<Noted>,
}

/// A call that was made and is to be sent.
type Letter<P, R, E> = (Ref<P>, <P as Process>::Message, Answer<R, E>);

enum Stage<M, A, R, E> {
    New(A),
    /// Waits for room. The message is gone when it was sent.
    Sending {
        message: Option<M>,
        answer: Answer<R, E>,
        ticket: Option<Ticket>,
    },
    Sent(Answer<R, E>),
    Done,
}

// Nothing in it is ever pinned.
impl<P: Process, A, R: Send + 'static, E: Send + 'static> Unpin for Call<'_, P, A, R, E> {}

impl<'a, P: Process, A, R: Send + 'static, E: Send + 'static> Call<'a, P, A, R, E> {
    #[doc(hidden)]
    pub fn new(to: &'a Ref<P>, args: A, make: fn(ReplyTo<R, E>, A) -> P::Message) -> Self {
        Self {
            to: Target::Borrowed(to),
            make,
            stage: Stage::New(args),
            looks_for_circles: true,
            noted: None,
        }
    }

    /// The same call without a borrow, to be kept or moved into a task.
    pub fn owned(mut self) -> Call<'static, P, A, R, E> {
        Call {
            to: Target::Owned(self.to.get().clone()),
            make: self.make,
            stage: std::mem::replace(&mut self.stage, Stage::Done),
            looks_for_circles: self.looks_for_circles,
            // Whoever waits for it next may be another.
            noted: None,
        }
    }

    /// Makes the call and waits at most this long, for room and for the reply together.
    ///
    /// # Errors
    ///
    /// Those of a call, and [`CallError::TimedOut`], which tells whether it was sent.
    ///
    /// # Cancel safety
    ///
    /// As for the call itself.
    pub async fn timeout(mut self, limit: Duration) -> Result<R, CallError<E>> {
        self.looks_for_circles = false;
        match tokio::time::timeout(limit, &mut self).await {
            Ok(result) => result,
            Err(_) => Err(CallError::TimedOut {
                sent: matches!(self.stage, Stage::Sent(_)),
            }),
        }
    }

    /// Waits for room, sends, and leaves the reply for later.
    ///
    /// # Errors
    ///
    /// [`CallError::NotDelivered`] when the process is not running, and
    /// [`CallError::WouldDeadlock`] when a process would wait for room in its own mailbox.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, it was not sent.
    pub async fn begin(mut self) -> Result<Pending<R, E>, CallError<E>> {
        self.looks_for_circles = false;
        let mut again = false;
        std::future::poll_fn(|cx| {
            let sent = self.poll_send(cx);
            if sent.is_pending() && self.is_in_line() {
                let core = self.to.get().core();
                let circle = deadlock::own_mailbox(core, cx, std::mem::replace(&mut again, true));
                if let Some(cycle) = circle {
                    return Poll::Ready(Err(CallError::WouldDeadlock { cycle }));
                }
            }
            sent
        })
        .await?;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Sent(answer) => Ok(Pending { answer }),
            _ => Err(CallError::NoReply),
        }
    }

    /// Sends if there is room at once.
    ///
    /// # Errors
    ///
    /// The arguments come back when the mailbox is full or the process is not running.
    pub fn try_send(mut self) -> Result<Pending<R, E>, TrySendError<A>> {
        let mut args = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => Some(args),
            // Only a call that was polled is past that, and polling gives no way back to verbs.
            _ => None,
        };
        let (reply, answer) = pair();
        let mut reply = Some(reply);
        let make = self.make;
        let sent = self
            .to
            .get()
            .place
            .mailbox
            .try_push_with(|| Some(make(reply.take()?, args.take()?)));
        let sent = sent.or_else(|trouble| self.to.get().place.settle(trouble, &mut None));
        match (sent, args) {
            (Err(refusal), Some(args)) => Err(TrySendError {
                args,
                reason: refusal.into(),
            }),
            _ => Ok(Pending { answer }),
        }
    }

    /// Makes the call from a plain thread, which it blocks.
    ///
    /// Not for async code: it would block the runtime's thread, and with it perhaps the process
    /// that is to answer.
    ///
    /// # Errors
    ///
    /// Those of a call.
    pub fn blocking_call(self) -> Result<R, CallError<E>> {
        crate::block::block_on(self)
    }

    /// Whether it waits for room.
    fn is_in_line(&self) -> bool {
        matches!(
            self.stage,
            Stage::Sending {
                ticket: Some(_),
                ..
            }
        )
    }

    /// The message with whom it is for and its answer, not sent.
    pub(crate) fn into_letter(mut self) -> Option<Letter<P, R, E>> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => {
                let (reply, answer) = pair();
                let message = (self.make)(reply, args);
                Some((self.to.get().clone(), message, answer))
            }
            _ => None,
        }
    }

    /// Sends. True when the answer has to be looked at: a call that was sent just now will be woken.
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool, CallError<E>>> {
        let (mut message, answer, mut ticket, new) =
            match std::mem::replace(&mut self.stage, Stage::Done) {
                Stage::New(args) => {
                    let (reply, answer) = pair_for(Some(cx.waker().clone()));
                    // Before it is sent: the answer may be there before this goes on.
                    if let Some(noted) = &self.noted {
                        noted.answered_by(answer.erased());
                    }
                    (Some((self.make)(reply, args)), answer, None, true)
                }
                Stage::Sending {
                    message,
                    answer,
                    ticket,
                } => (message, answer, ticket, false),
                sent => {
                    self.stage = sent;
                    return Poll::Ready(Ok(true));
                }
            };
        let mailbox = &self.to.get().place.mailbox;
        match mailbox.poll_push(cx, new, &mut ticket, &mut message) {
            Poll::Pending => {
                self.stage = Stage::Sending {
                    message,
                    answer,
                    ticket,
                };
                Poll::Pending
            }
            Poll::Ready(Ok(())) => {
                self.stage = Stage::Sent(answer);
                Poll::Ready(Ok(!new))
            }
            Poll::Ready(Err(trouble)) => {
                let settled = self.to.get().place.settle(trouble, &mut message);
                self.stage = Stage::Sent(answer);
                Poll::Ready(settled.map(|()| true).map_err(not_sent))
            }
        }
    }
}

impl<P: Process, A: Send + 'static, R: Send + 'static, E: Send + 'static> Call<'_, P, A, R, E> {
    /// Makes the call after this time; the reply is discarded. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn after(mut self, delay: Duration) -> Timer {
        let make = self.make;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => timer::after(self.to.get(), delay, make(pair().0, args)),
            _ => Timer::never(),
        }
    }

    /// Makes the call again and again, first after one period; the replies are discarded. A tick
    /// that finds the mailbox full is missed, and counted. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, or when the period is zero.
    #[track_caller]
    pub fn every(mut self, period: Duration) -> Timer
    where
        A: Clone,
    {
        let make = self.make;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => {
                timer::every(self.to.get(), period, move || make(pair().0, args.clone()))
            }
            _ => Timer::never(),
        }
    }
}

impl<P: Process, A, R: Send + 'static, E: Send + 'static> Future for Call<'_, P, A, R, E> {
    type Output = Result<R, CallError<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Stage::Sent(answer) = &mut this.stage {
            let outcome = ready!(answer.poll(cx));
            this.stage = Stage::Done;
            this.noted = None;
            return Poll::Ready(outcome.map_err(CallError::from));
        }
        if this.looks_for_circles {
            this.looks_for_circles = false;
            match Noted::new(&this.to.get().place) {
                Some(Ok(noted)) => this.noted = Some(noted),
                Some(Err(cycle)) => {
                    this.stage = Stage::Done;
                    return Poll::Ready(Err(CallError::WouldDeadlock { cycle }));
                }
                None => {}
            }
        }
        match ready!(this.poll_send(cx)) {
            Ok(true) => {}
            Ok(false) => return Poll::Pending,
            Err(error) => {
                this.noted = None;
                return Poll::Ready(Err(error));
            }
        }
        let Stage::Sent(answer) = &mut this.stage else {
            return Poll::Ready(Err(CallError::NoReply));
        };
        let outcome = ready!(answer.poll(cx));
        this.stage = Stage::Done;
        this.noted = None;
        Poll::Ready(outcome.map_err(CallError::from))
    }
}

impl<P: Process, A, R: Send + 'static, E: Send + 'static> Drop for Call<'_, P, A, R, E> {
    fn drop(&mut self) {
        if let Stage::Sending {
            ticket: Some(ticket),
            ..
        } = &self.stage
        {
            self.to.get().place.mailbox.leave(*ticket);
        }
    }
}

/// A call that was sent, and whose reply is still to come.
///
/// Await it for the reply. Dropped, the call will be handled and its reply is discarded.
#[must_use = "the reply is discarded when this is dropped"]
pub struct Pending<R, E = Infallible> {
    answer: Answer<R, E>,
}

impl<R: Send + 'static, E: Send + 'static> Pending<R, E> {
    /// The reply, if it is there.
    pub fn poll_now(&mut self) -> Option<Result<R, CallError<E>>> {
        let outcome = self.answer.poll_now()?;
        Some(outcome.map_err(CallError::from))
    }

    /// Waits at most this long.
    ///
    /// # Errors
    ///
    /// The pending call comes back when the reply is not there in time.
    pub async fn timeout(mut self, limit: Duration) -> Result<Result<R, CallError<E>>, Self> {
        match tokio::time::timeout(limit, &mut self).await {
            Ok(result) => Ok(result),
            Err(_) => Err(self),
        }
    }

    /// Gives the reply up. The call may still be handled.
    pub fn cancel(self) {
        drop(self);
    }

    /// Gives the reply up, and waits until the call is over: its reply, where it was handled after all.
    ///
    /// # Errors
    ///
    /// [`CallError::Cancelled`] where the handler passes it over, as it does with `skip_abandoned`; else those
    /// of a call.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the reply is given up all the same.
    pub async fn cancel_and_wait(self) -> Result<R, CallError<E>> {
        self.answer.cancel();
        self.await
    }
}

impl<R: Send + 'static, E: Send + 'static> Future for Pending<R, E> {
    type Output = Result<R, CallError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer
            .poll(cx)
            .map(|outcome| outcome.map_err(CallError::from))
    }
}

#[cold]
fn not_sent<E>(refusal: Refusal) -> CallError<E> {
    CastError::from(refusal).into()
}

impl From<Refusal> for TrySendReason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Full => Self::Full,
            Refusal::Closed(reason) => Self::NotDelivered(reason),
        }
    }
}

impl<E> From<Undelivered> for Failure<E> {
    fn from(why: Undelivered) -> Self {
        Self::Undelivered(why)
    }
}

impl<P: Process, A, R: Send + 'static, E: Send + 'static> fmt::Debug for Call<'_, P, A, R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("to", self.to.get())
            .finish_non_exhaustive()
    }
}

impl<R, E> fmt::Debug for Pending<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
