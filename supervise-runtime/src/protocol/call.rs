//! Calls to a process that is known by its protocol.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::call::{Call, Pending};
use crate::error::{CallError, TrySendError};
use crate::handle::Ref;
use crate::process::Process;
use crate::reply::ReplyTo;
use crate::timer::Timer;

/// A call by a protocol that is yet to be made: a [`Call`] that doesn't know the process, with the
/// same verbs. Nothing is sent until it is awaited or one of its verbs is used.
///
/// It costs one allocation more than a [`Call`], `timeout` and `begin` two.
///
/// # Cancel safety
///
/// As for a [`Call`]: dropped before there was room, it was not sent. Dropped later, it will be
/// handled and its reply is discarded.
#[must_use = "a call is not made until it is awaited, or sent by one of its verbs"]
pub struct ProtocolCall<'a, A, R, E = Infallible>(Box<dyn AnyCall<'a, A, R, E> + 'a>);

type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A call to any process.
trait AnyCall<'a, A, R, E>:
    Future<Output = Result<R, CallError<E>>> + fmt::Debug + Send + Unpin
{
    fn owned(self: Box<Self>) -> ProtocolCall<'static, A, R, E>;
    fn timeout(self: Box<Self>, limit: Duration) -> Later<'a, Result<R, CallError<E>>>;
    fn begin(self: Box<Self>) -> Later<'a, Result<Pending<R, E>, CallError<E>>>;
    fn try_send(self: Box<Self>) -> Result<Pending<R, E>, TrySendError<A>>;
    fn after(self: Box<Self>, delay: Duration) -> Timer;
    fn every(self: Box<Self>, period: Duration) -> Timer
    where
        A: Clone;
}

impl<'a, A, R, E> ProtocolCall<'a, A, R, E>
where
    A: Send + 'static,
    R: Send + 'static,
    E: Send + 'static,
{
    #[doc(hidden)]
    pub fn new<P: Process>(
        to: &'a Ref<P>,
        args: A,
        make: fn(ReplyTo<R, E>, A) -> P::Message,
    ) -> Self {
        Self(Box::new(Call::new(to, args, make)))
    }

    /// The same call without a borrow, to be kept or moved into a task.
    pub fn owned(self) -> ProtocolCall<'static, A, R, E> {
        self.0.owned()
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
    pub async fn timeout(self, limit: Duration) -> Result<R, CallError<E>> {
        self.0.timeout(limit).await
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
    pub async fn begin(self) -> Result<Pending<R, E>, CallError<E>> {
        self.0.begin().await
    }

    /// Sends if there is room at once.
    ///
    /// # Errors
    ///
    /// The arguments come back when the mailbox is full or the process is not running.
    pub fn try_send(self) -> Result<Pending<R, E>, TrySendError<A>> {
        self.0.try_send()
    }

    /// Makes the call from a plain thread, which it blocks. Not for async code.
    ///
    /// # Errors
    ///
    /// Those of a call.
    pub fn blocking_call(self) -> Result<R, CallError<E>> {
        crate::block::block_on(self)
    }

    /// Makes the call after this time; the reply is discarded. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn after(self, delay: Duration) -> Timer {
        self.0.after(delay)
    }

    /// Makes the call again and again, first after one period; the replies are discarded. A tick
    /// that finds the mailbox full is missed, and counted. See [`Timer`] for whose timer it is.
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

impl<A, R, E> Future for ProtocolCall<'_, A, R, E> {
    type Output = Result<R, CallError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl<'a, P, A, R, E> AnyCall<'a, A, R, E> for Call<'a, P, A, R, E>
where
    P: Process,
    A: Send + 'static,
    R: Send + 'static,
    E: Send + 'static,
{
    fn owned(self: Box<Self>) -> ProtocolCall<'static, A, R, E> {
        ProtocolCall(Box::new(Call::owned(*self)))
    }

    fn timeout(self: Box<Self>, limit: Duration) -> Later<'a, Result<R, CallError<E>>> {
        Box::pin(Call::timeout(*self, limit))
    }

    fn begin(self: Box<Self>) -> Later<'a, Result<Pending<R, E>, CallError<E>>> {
        Box::pin(Call::begin(*self))
    }

    fn try_send(self: Box<Self>) -> Result<Pending<R, E>, TrySendError<A>> {
        Call::try_send(*self)
    }

    fn after(self: Box<Self>, delay: Duration) -> Timer {
        Call::after(*self, delay)
    }

    fn every(self: Box<Self>, period: Duration) -> Timer
    where
        A: Clone,
    {
        Call::every(*self, period)
    }
}

impl<A, R, E> fmt::Debug for ProtocolCall<'_, A, R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
