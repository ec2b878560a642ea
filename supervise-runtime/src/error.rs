//! What can go wrong with a call, a cast or a start.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::exit::{ExitReason, Panic};
use crate::message::Undelivered;
use crate::overload::Refusal;
use crate::reply::Failure;

/// Why a call has no reply. `E` is what the handler refuses with.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError<E = Infallible> {
    /// The place is empty: the process was never started or has ended and no restart is due. Not handled.
    #[error("not delivered: the process is not running ({0})")]
    NotDelivered(ExitReason),
    /// It was waiting in the mailbox when the process ended. Not handled, so that it is safe to
    /// try again.
    #[error("not handled: the process ended while the call was waiting in its mailbox")]
    Restarted,
    /// The process ended before it replied. It may have handled a part of the call.
    #[error("the process ended before it replied: {0}")]
    Ended(ExitReason),
    /// The process goes on, but has given up the means to reply.
    #[error("the process will not reply")]
    NoReply,
    /// The handler panicked, which this process survives: its state is as it was before the call.
    #[error("the handler ended in a {0}")]
    Panicked(Panic),
    /// The handler refused.
    #[error("refused: {0}")]
    Refused(E),
    /// No handler takes this call now: none for the phase that the process is in, or none whose guard
    /// holds.
    #[error("no handler takes this call now")]
    Unhandled,
    /// The process's filter held the call back. Not handled.
    #[error("held back by the process's filter")]
    FilteredOut,
    /// There was no room for the call in the mailbox, and the process's policy is not to wait. Not handled.
    #[error("not handled: the mailbox is full")]
    Full,
    /// Its caller had given it up, and the handler has passed it over: see
    /// [`Pending::cancel_and_wait`](crate::Pending::cancel_and_wait). Not handled.
    #[error("not handled: its caller had given it up")]
    Cancelled,
    /// The reply did not come in time. When `sent`, the call is or was in the mailbox and may
    /// still be handled; else it was still waiting for room and was not sent.
    #[error("timed out ({})", if *sent { "sent, and perhaps handled" } else { "not sent" })]
    TimedOut {
        /// Whether the call had reached the mailbox.
        sent: bool,
    },
    /// The wait could never have ended: each process in the circle waits for the next.
    #[error("would wait for ever: {}", Circle(cycle))]
    WouldDeadlock {
        /// The processes, from the caller to the caller.
        cycle: Arc<[Arc<str>]>,
    },
}

/// Why a cast was not sent.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CastError {
    /// The place is empty: the process was never started or has ended and no restart is due.
    #[error("not delivered: the process is not running ({0})")]
    NotDelivered(ExitReason),
    /// There was no room in the mailbox, and the process's policy is not to wait.
    #[error("the mailbox is full")]
    Full,
    /// There was no room in the mailbox in time.
    #[error("timed out waiting for room in the mailbox")]
    TimedOut,
    /// The process would have waited for room in its own mailbox.
    #[error("would wait for ever: {}", Circle(cycle))]
    WouldDeadlock {
        /// The processes, from the sender to the sender.
        cycle: Arc<[Arc<str>]>,
    },
}

/// Why a message was not sent at once; the arguments come back.
#[derive(Clone, thiserror::Error)]
#[error("{reason}")]
#[non_exhaustive]
pub struct TrySendError<A> {
    /// The arguments of the message.
    pub args: A,
    /// What was in the way.
    pub reason: TrySendReason,
}

/// What was in the way of a message that was not sent at once.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrySendReason {
    /// The mailbox is full.
    #[error("the mailbox is full")]
    Full,
    /// The place is empty.
    #[error("the process is not running ({0})")]
    NotDelivered(ExitReason),
}

/// Why a process did not start. `E` is the error of its `#[init]`.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpawnError<E = Infallible> {
    /// Its init failed.
    #[error("init failed: {0}")]
    Init(E),
    /// It ended in its init: it panicked, was killed, or stopped itself.
    #[error("ended in init: {0}")]
    Ended(ExitReason),
    /// Its init asked to be ignored: the process ended normally, and nobody restarts it.
    #[error("init asked to be ignored")]
    Ignored,
    /// Its init did not finish in time.
    #[error("init did not finish in time")]
    TimedOut,
}

/// What an `#[init]` may fail with: any error, and what turns into one, such as a `String`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the error of an init",
    label = "not an error that can be sent to the supervisor",
    note = "an init's error is an `Error + Send + Sync + 'static`, or a `String` or `&'static str`"
)]
pub trait InitError: Send + 'static {
    /// The reason with which the supervisor sees the process end.
    fn into_reason(self) -> ExitReason;
}

impl<E: Into<Box<dyn Error + Send + Sync>> + Send + 'static> InitError for E {
    fn into_reason(self) -> ExitReason {
        ExitReason::error(self)
    }
}

impl<E> From<Failure<E>> for CallError<E> {
    fn from(failure: Failure<E>) -> Self {
        match failure {
            Failure::Refused(error) => Self::Refused(error),
            Failure::Undelivered(Undelivered::Restarted) => Self::Restarted,
            Failure::Undelivered(Undelivered::Vacant(reason)) => Self::NotDelivered(reason),
            Failure::Undelivered(Undelivered::Ended(reason)) => Self::Ended(reason),
            Failure::Undelivered(Undelivered::NoReply) => Self::NoReply,
            Failure::Undelivered(Undelivered::Panicked(panic)) => Self::Panicked(panic),
            Failure::Undelivered(Undelivered::Unhandled) => Self::Unhandled,
            Failure::Undelivered(Undelivered::FilteredOut) => Self::FilteredOut,
            Failure::Undelivered(Undelivered::Overload) => Self::Full,
            Failure::Undelivered(Undelivered::Cancelled) => Self::Cancelled,
        }
    }
}

impl<A> fmt::Debug for TrySendError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrySendError")
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

impl From<Refusal> for CastError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Full => Self::Full,
            Refusal::Closed(reason) => Self::NotDelivered(reason),
        }
    }
}

/// So that who both casts and calls can use `?` for both: what was not sent was not handled.
impl<E> From<CastError> for CallError<E> {
    fn from(error: CastError) -> Self {
        match error {
            CastError::NotDelivered(reason) => Self::NotDelivered(reason),
            CastError::Full => Self::Full,
            CastError::TimedOut => Self::TimedOut { sent: false },
            CastError::WouldDeadlock { cycle } => Self::WouldDeadlock { cycle },
        }
    }
}

struct Circle<'a>(&'a [Arc<str>]);

impl fmt::Display for Circle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" → ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}
