//! The control channel: messages that come before those in the mailbox.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::control::Control;
use crate::envelope::Envelope;
use crate::error::{TrySendError, TrySendReason};
use crate::exit::ExitReason;
use crate::message::{Undelivered, fail_all};
use crate::pid::Pid;
use crate::place::{AnyPlace, Place};
use crate::process::{Accepts, Process};
use crate::sync::Mutex;

/// Sends messages to one incarnation of a process that come before all that is in its mailbox, and
/// also while that is full: see [`Cx::control_channel`](crate::Cx::control_channel).
///
/// It holds 1,024 messages, and never waits. Those of all control channels of a process are handled in
/// the order in which they were sent; an exit that the process traps goes first.
pub struct ControlSender<M> {
    channel: Arc<dyn Channel<M>>,
}

/// How many messages may wait.
const CAPACITY: usize = 1_024;

impl<M> ControlSender<M> {
    pub(crate) fn new<P: Accepts<M>>(
        place: Arc<Place<P::Message>>,
        pid: Pid,
        waiting: Arc<Waiting<P::Message>>,
    ) -> Self {
        Self {
            channel: Arc::new(To::<P> {
                place,
                pid,
                waiting,
            }),
        }
    }

    /// Sends a message. One that is not handled, because the process ends before, is a dead letter.
    ///
    /// # Errors
    ///
    /// The message comes back when the incarnation has ended, or 1,024 are waiting.
    pub fn send(&self, message: M) -> Result<(), TrySendError<M>> {
        self.channel.send(message)
    }

    /// The incarnation that it is of.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.channel.pid()
    }
}

impl<M> Clone for ControlSender<M> {
    fn clone(&self) -> Self {
        Self {
            channel: Arc::clone(&self.channel),
        }
    }
}

impl<M> fmt::Debug for ControlSender<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ControlSender")
            .field("pid", &self.pid())
            .finish_non_exhaustive()
    }
}

/// A channel whose process does not matter.
trait Channel<M>: Send + Sync {
    fn send(&self, message: M) -> Result<(), TrySendError<M>>;
    fn pid(&self) -> Pid;
}

struct To<P: Process> {
    place: Arc<Place<P::Message>>,
    pid: Pid,
    waiting: Arc<Waiting<P::Message>>,
}

impl<M, P: Accepts<M>> Channel<M> for To<P> {
    fn send(&self, message: M) -> Result<(), TrySendError<M>> {
        // One that was abandoned closes nothing any more.
        if self.place.core.live_pid() != Some(self.pid) {
            let left = self.waiting.close(&ExitReason::Killed);
            fail_all(&self.place.core, left, &Undelivered::Restarted);
        }
        self.waiting.put(message, P::accept)?;
        // Not before: the process takes the sign down, and then looks what there is.
        if self.place.core.raise(self.pid, Control::URGENT) {
            self.place.wake_for_control();
        }
        Ok(())
    }

    fn pid(&self) -> Pid {
        self.pid
    }
}

/// What waits to be handled by one incarnation.
pub(crate) struct Waiting<T>(Mutex<State<T>>);

struct State<T> {
    messages: VecDeque<Envelope<T>>,
    closed: Option<ExitReason>,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self(Mutex::new(State {
            messages: VecDeque::new(),
            closed: None,
        }))
    }
}

impl<T> Waiting<T> {
    /// `accept` only moves the message.
    fn put<M>(&self, message: M, accept: fn(M) -> T) -> Result<(), TrySendError<M>> {
        let mut state = self.0.lock();
        let reason = match &state.closed {
            Some(reason) => TrySendReason::NotDelivered(reason.clone()),
            None if state.messages.len() >= CAPACITY => TrySendReason::Full,
            None => {
                state.messages.push_back(Envelope::Message(accept(message)));
                return Ok(());
            }
        };
        drop(state);
        Err(TrySendError {
            args: message,
            reason,
        })
    }

    /// The next message, and whether more are waiting.
    pub(crate) fn take(&self) -> (Option<T>, bool) {
        let mut state = self.0.lock();
        let next = state.messages.pop_front();
        (
            next.and_then(Envelope::into_message),
            !state.messages.is_empty(),
        )
    }

    /// Takes nothing more in. Returns what was waiting.
    pub(crate) fn close(&self, reason: &ExitReason) -> VecDeque<Envelope<T>> {
        let mut state = self.0.lock();
        state.closed.get_or_insert_with(|| reason.clone());
        let left = std::mem::take(&mut state.messages);
        drop(state);
        left
    }
}
