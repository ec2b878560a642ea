//! Casts to a process that is known by its protocol.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::cast::Cast;
use crate::error::{CastError, TrySendError};
use crate::handle::Ref;
use crate::process::Process;
use crate::timer::Timer;

/// A cast by a protocol that is yet to be sent: a [`Cast`] that doesn't know the process, with the
/// same verbs. Nothing is sent until it is awaited or one of its verbs is used.
///
/// It costs one allocation more than a [`Cast`], `timeout` two.
///
/// # Cancel safety
///
/// Dropped before it is ready, it was not sent.
#[must_use = "a cast is not sent until it is awaited, or sent by one of its verbs"]
pub struct ProtocolCast<'a, A>(Box<dyn AnyCast<'a, A> + 'a>);

type Later<'a> = Pin<Box<dyn Future<Output = Result<(), CastError>> + Send + 'a>>;

/// A cast to any process.
trait AnyCast<'a, A>: Future<Output = Result<(), CastError>> + fmt::Debug + Send + Unpin {
    fn owned(self: Box<Self>) -> ProtocolCast<'static, A>;
    fn timeout(self: Box<Self>, limit: Duration) -> Later<'a>;
    fn try_send(self: Box<Self>) -> Result<(), TrySendError<A>>;
    fn after(self: Box<Self>, delay: Duration) -> Timer;
    fn every(self: Box<Self>, period: Duration) -> Timer
    where
        A: Clone;
}

impl<'a, A: Send + 'static> ProtocolCast<'a, A> {
    #[doc(hidden)]
    pub fn new<P: Process>(to: &'a Ref<P>, args: A, make: fn(A) -> P::Message) -> Self {
        Self(Box::new(Cast::new(to, args, make)))
    }

    /// The same cast without a borrow, to be kept or moved into a task.
    pub fn owned(self) -> ProtocolCast<'static, A> {
        self.0.owned()
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
    pub async fn timeout(self, limit: Duration) -> Result<(), CastError> {
        self.0.timeout(limit).await
    }

    /// Sends if there is room at once.
    ///
    /// # Errors
    ///
    /// The arguments come back when the mailbox is full or the process is not running.
    pub fn try_send(self) -> Result<(), TrySendError<A>> {
        self.0.try_send()
    }

    /// Sends from a plain thread, which it blocks until there is room. Not for async code.
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
    pub fn after(self, delay: Duration) -> Timer {
        self.0.after(delay)
    }

    /// Sends again and again, first after one period. A tick that finds the mailbox full is missed,
    /// and counted. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, or when the period is zero.
    pub fn every(self, period: Duration) -> Timer
    where
        A: Clone,
    {
        self.0.every(period)
    }
}

impl<A> Future for ProtocolCast<'_, A> {
    type Output = Result<(), CastError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl<'a, P: Process, A: Send + 'static> AnyCast<'a, A> for Cast<'a, P, A> {
    fn owned(self: Box<Self>) -> ProtocolCast<'static, A> {
        ProtocolCast(Box::new(Cast::owned(*self)))
    }

    fn timeout(self: Box<Self>, limit: Duration) -> Later<'a> {
        Box::pin(Cast::timeout(*self, limit))
    }

    fn try_send(self: Box<Self>) -> Result<(), TrySendError<A>> {
        Cast::try_send(*self)
    }

    fn after(self: Box<Self>, delay: Duration) -> Timer {
        Cast::after(*self, delay)
    }

    fn every(self: Box<Self>, period: Duration) -> Timer
    where
        A: Clone,
    {
        Cast::every(*self, period)
    }
}

impl<A> fmt::Debug for ProtocolCast<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
