//! Dead letters: messages without a caller that were never handled, and those that could not be.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::message::Undelivered;
use crate::pid::Pid;
use crate::place::PlaceCore;
use crate::ring::{Lagged, Ring};

/// A message that was not handled, and whose sender was not told. The message itself is gone.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DeadLetter {
    /// The path of the process that it was for; outside any tree the name of its type.
    pub process: Arc<str>,
    /// The incarnation that was there when it was recorded, or the last one before that.
    pub pid: Pid,
    /// The name of the handler that would have had it.
    pub message: &'static str,
    /// Why it was not handled.
    pub cause: DeadLetterCause,
    /// Which dead letter of its process it is: 1 is the first.
    pub number: u64,
}

/// Why a message is a dead letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeadLetterCause {
    /// It was in the mailbox when the process ended; another incarnation may have followed.
    Restarted,
    /// Its place was empty, or became so before the message was handled.
    Vacant,
    /// A pure process panicked in its handler, and goes on without it.
    Poison {
        /// The position of the message among all that this incarnation took.
        position: u64,
    },
    /// No handler took it.
    Unhandled,
    /// The process's filter held it back.
    FilteredOut,
    /// There was no room for it in the mailbox.
    Overload,
}

impl From<&Undelivered> for DeadLetterCause {
    fn from(why: &Undelivered) -> Self {
        match why {
            Undelivered::Restarted => Self::Restarted,
            Undelivered::Overload => Self::Overload,
            _ => Self::Vacant,
        }
    }
}

impl fmt::Display for DeadLetterCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restarted => f.write_str("its process ended before it was handled"),
            Self::Vacant => f.write_str("nobody was there to handle it"),
            Self::Poison { position } => write!(f, "message {position}: its handler panicked"),
            Self::Unhandled => f.write_str("no handler took it"),
            Self::FilteredOut => f.write_str("the process's filter held it back"),
            Self::Overload => f.write_str("there was no room for it"),
        }
    }
}

impl fmt::Display for DeadLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` to {}: {}", self.message, self.process, self.cause)
    }
}

/// How many [`DeadLetters`] there are. While there are none, nothing is made for them.
static OBSERVERS: AtomicUsize = AtomicUsize::new(0);

/// Counts a dead letter of this place, logs it, and tells those who observe the place or one above.
pub(crate) fn record(core: &PlaceCore, message: &'static str, cause: DeadLetterCause) {
    let number = count(core, message, cause);
    // Who has asked for them before the message was sent is seen here.
    if OBSERVERS.load(Ordering::Relaxed) > 0 {
        observe(core, &letter(core, message, cause, number));
    }
}

/// The same, and gives it to be told to one more.
pub(crate) fn record_for(
    core: &PlaceCore,
    message: &'static str,
    cause: DeadLetterCause,
) -> DeadLetter {
    let number = count(core, message, cause);
    let letter = letter(core, message, cause, number);
    observe(core, &letter);
    letter
}

fn count(core: &PlaceCore, message: &'static str, cause: DeadLetterCause) -> u64 {
    let number = core.dead_letters.fetch_add(1, Ordering::Relaxed) + 1;
    tracing::debug!(process = %core.label(), message, %cause, "dead letter");
    number
}

fn letter(
    core: &PlaceCore,
    message: &'static str,
    cause: DeadLetterCause,
    number: u64,
) -> DeadLetter {
    DeadLetter {
        process: core.label(),
        pid: core.pid(),
        message,
        cause,
        number,
    }
}

fn observe(core: &PlaceCore, letter: &DeadLetter) {
    core.letters.push(letter);
    let mut above = core.supervisor();
    while let Some(place) = above {
        place.core().letters.push(letter);
        above = place.core().supervisor();
    }
}

/// The dead letters of one process, or of all below a supervisor, from the moment on at which this
/// was made: see [`Handle::observe_dead_letters`](crate::Handle::observe_dead_letters).
///
/// It holds the last 1,024 that were not looked at. It keeps no process and no tree alive. It is a stream,
/// so that a process can [attach](crate::Cx::attach) it.
#[must_use = "nobody else looks at what is kept for this"]
pub struct DeadLetters {
    ring: Arc<Ring<DeadLetter>>,
}

impl DeadLetters {
    pub(crate) fn of(core: &PlaceCore) -> Self {
        OBSERVERS.fetch_add(1, Ordering::Relaxed);
        Self {
            ring: core.letters.subscribe(),
        }
    }

    /// The next one, those of one process in order; `None` when none can follow, since the tree has
    /// gone and with it the last handle.
    ///
    /// # Errors
    ///
    /// [`Lagged`], once, where some were missed.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, nothing is lost.
    pub async fn next(&mut self) -> Option<Result<DeadLetter, Lagged>> {
        std::future::poll_fn(|cx| self.ring.poll_next(cx)).await
    }
}

impl Stream for DeadLetters {
    type Item = Result<DeadLetter, Lagged>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.ring.poll_next(cx)
    }
}

impl Drop for DeadLetters {
    fn drop(&mut self) {
        OBSERVERS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl fmt::Debug for DeadLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeadLetters").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;
    use crate::supervisor::Plan;

    fn next(letters: &mut DeadLetters) -> Option<String> {
        let next = pin!(letters.next());
        match next.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(Ok(letter))) => Some(format!("{}: {letter}", letter.number)),
            other => {
                assert!(other.is_pending(), "{other:?}");
                None
            }
        }
    }

    #[test]
    fn a_poisonous_message_has_a_position() {
        let plan = Plan::new();
        let core = &plan.place.core;
        record(core, "open", DeadLetterCause::Vacant);
        let mut letters = DeadLetters::of(core);
        record(core, "close", DeadLetterCause::Poison { position: 7 });
        assert_eq!(
            next(&mut letters).as_deref(),
            Some("2: `close` to supervisor: message 7: its handler panicked")
        );
        assert_eq!(next(&mut letters), None);
    }
}
