//! Casts: messages without a reply.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::deadlock;
use crate::error::{CastError, TrySendError};
use crate::handle::{Ref, Target};
use crate::line::Ticket;
use crate::process::Process;
use crate::timer::{self, Timer};

/// A cast that is yet to be sent. Nothing is sent until it is awaited or one of its verbs is used.
///
/// Awaited, it waits for room in the mailbox. Room is given in the order in which it was asked for.
///
/// # Cancel safety
///
/// Dropped before it is ready, it was not sent.
#[must_use = "a cast is not sent until it is awaited, or sent by one of its verbs"]
pub struct Cast<'a, P: Process, A> {
    to: Target<'a, P>,
    make: fn(A) -> P::Message,
    stage: Stage<P::Message, A>,
}

/// Whom a cast is for, its arguments, and how they become a message.
pub(crate) type Parts<P, A> = (Ref<P>, A, fn(A) -> <P as Process>::Message);

enum Stage<M, A> {
    New(A),
    Sending {
        message: Option<M>,
        ticket: Option<Ticket>,
    },
    Done,
}

// Nothing in it is ever pinned.
impl<P: Process, A> Unpin for Cast<'_, P, A> {}

impl<'a, P: Process, A> Cast<'a, P, A> {
    #[doc(hidden)]
    pub fn new(to: &'a Ref<P>, args: A, make: fn(A) -> P::Message) -> Self {
        Self {
            to: Target::Borrowed(to),
            make,
            stage: Stage::New(args),
        }
    }

    /// The same cast without a borrow, to be kept or moved into a task.
    pub fn owned(mut self) -> Cast<'static, P, A> {
        Cast {
            to: Target::Owned(self.to.get().clone()),
            make: self.make,
            stage: std::mem::replace(&mut self.stage, Stage::Done),
        }
    }

    /// Sends, and waits at most this long for room.
    ///
    /// # Errors
    ///
    /// Those of a cast, and [`CastError::TimedOut`]: it was not sent.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, it was not sent.
    pub async fn timeout(mut self, limit: Duration) -> Result<(), CastError> {
        match tokio::time::timeout(limit, &mut self).await {
            Ok(result) => result,
            Err(_) => Err(CastError::TimedOut),
        }
    }

    /// Sends if there is room at once.
    ///
    /// # Errors
    ///
    /// The arguments come back when the mailbox is full or the process is not running.
    pub fn try_send(mut self) -> Result<(), TrySendError<A>> {
        let Stage::New(args) = std::mem::replace(&mut self.stage, Stage::Done) else {
            return Ok(());
        };
        let mut args = Some(args);
        let make = self.make;
        let sent = self
            .to
            .get()
            .place
            .mailbox
            .try_push_with(|| args.take().map(make));
        let sent = sent.or_else(|trouble| self.to.get().place.settle(trouble, &mut None));
        match (sent, args) {
            (Err(refusal), Some(args)) => Err(TrySendError {
                args,
                reason: refusal.into(),
            }),
            _ => Ok(()),
        }
    }

    /// Sends from a plain thread, which it blocks until there is room.
    ///
    /// Not for async code: it would block the runtime's thread.
    ///
    /// # Errors
    ///
    /// Those of a cast.
    pub fn blocking_send(self) -> Result<(), CastError> {
        crate::block::block_on(self)
    }

    /// Sends after this time. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn after(mut self, delay: Duration) -> Timer
    where
        A: Send + 'static,
    {
        let make = self.make;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => timer::after(self.to.get(), delay, make(args)),
            _ => Timer::never(),
        }
    }

    /// Sends again and again, first after one period. A tick that finds the mailbox full is missed,
    /// and counted. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, or when the period is zero.
    #[track_caller]
    pub fn every(mut self, period: Duration) -> Timer
    where
        A: Clone + Send + 'static,
    {
        let make = self.make;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => timer::every(self.to.get(), period, move || make(args.clone())),
            _ => Timer::never(),
        }
    }

    /// Has no room yet: it waits, unless nobody but itself could make room.
    #[cold]
    fn wait(&mut self, cx: &Context<'_>, again: bool) -> Poll<Result<(), CastError>> {
        match deadlock::own_mailbox(self.to.get().core(), cx, again) {
            Some(cycle) => {
                self.leave_line();
                self.stage = Stage::Done;
                Poll::Ready(Err(CastError::WouldDeadlock { cycle }))
            }
            None => Poll::Pending,
        }
    }

    fn leave_line(&self) {
        if let Stage::Sending {
            ticket: Some(ticket),
            ..
        } = &self.stage
        {
            self.to.get().place.mailbox.leave(*ticket);
        }
    }

    /// The message with whom it is for, not sent.
    pub(crate) fn into_letter(self) -> Option<(Ref<P>, P::Message)> {
        let (to, args, make) = self.into_parts()?;
        Some((to, make(args)))
    }

    /// What it is made of, if it was not sent.
    pub(crate) fn into_parts(mut self) -> Option<Parts<P, A>> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => Some((self.to.get().clone(), args, self.make)),
            _ => None,
        }
    }

    /// The message itself, not sent.
    pub(crate) fn into_message(mut self) -> Option<P::Message> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::New(args) => Some((self.make)(args)),
            _ => None,
        }
    }
}

impl<P: Process, A> Future for Cast<'_, P, A> {
    type Output = Result<(), CastError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mailbox = &this.to.get().place.mailbox;
        let (mut message, mut ticket, new) = match std::mem::replace(&mut this.stage, Stage::Done) {
            Stage::New(args) => (Some((this.make)(args)), None, true),
            Stage::Sending { message, ticket } => (message, ticket, false),
            Stage::Done => return Poll::Ready(Ok(())),
        };
        let sent = mailbox.poll_push(cx, new, &mut ticket, &mut message);
        match sent {
            Poll::Ready(Ok(())) => Poll::Ready(Ok(())),
            Poll::Ready(Err(trouble)) => {
                let sent = this.to.get().place.settle(trouble, &mut message);
                Poll::Ready(sent.map_err(CastError::from))
            }
            Poll::Pending => {
                this.stage = Stage::Sending { message, ticket };
                if ticket.is_some() {
                    this.wait(cx, !new)
                } else {
                    Poll::Pending
                }
            }
        }
    }
}

impl<P: Process, A> Drop for Cast<'_, P, A> {
    fn drop(&mut self) {
        self.leave_line();
    }
}

impl<P: Process, A> fmt::Debug for Cast<'_, P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cast")
            .field("to", self.to.get())
            .finish_non_exhaustive()
    }
}
