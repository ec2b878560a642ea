//! What happens to a message for which there is no room.

use std::fmt;

use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::message::{self, Message, Undelivered};
use crate::place::Place;

/// What a process does with messages for which its mailbox has no room: `overload = reject`.
///
/// [`try_send`](crate::Cast::try_send) gives its arguments back where there is no room, unless the oldest
/// makes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overload {
    /// Senders wait for room, in their order.
    #[default]
    Wait,
    /// Senders are told at once: [`CastError::Full`](crate::CastError::Full),
    /// [`CallError::Full`](crate::CallError::Full).
    Reject,
    /// The new one is dropped. A cast is a dead letter, and its sender is not told; a caller is.
    DropNewest,
    /// The oldest one that waits makes room. A cast among them is a dead letter, a caller is told. What
    /// the process is handling has made room already. While it is drained, the new one is dropped.
    DropOldest,
}

/// Why a message was not taken.
#[derive(Debug)]
pub(crate) enum Refusal {
    Full,
    Closed(ExitReason),
}

/// A message did not just go in.
pub(crate) enum Trouble<M> {
    /// It went in, and this one has made room.
    Displaced(Box<Envelope<M>>),
    Refused(Refusal),
}

/// For tests that are sure of room.
impl<M> fmt::Debug for Trouble<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Displaced(_) => f.write_str("Displaced"),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl<M: Message> Place<M> {
    /// What has become of a message for which there was no room at first, and of the one that made it.
    #[cold]
    pub(crate) fn settle(
        &self,
        trouble: Trouble<M>,
        message: &mut Option<M>,
    ) -> Result<(), Refusal> {
        // Where the oldest makes room there may be none to do so: the new one is dropped then.
        let drops = matches!(
            self.mailbox.overload(),
            Overload::DropNewest | Overload::DropOldest
        );
        let is_cast = message.as_ref().is_some_and(|new| !new.is_call());
        let dropped = match trouble {
            Trouble::Displaced(oldest) => oldest.into_message(),
            Trouble::Refused(Refusal::Full) if drops && is_cast => message.take(),
            Trouble::Refused(refusal) => return Err(refusal),
        };
        if let Some(message) = dropped {
            message::fail(&self.core, message, &Undelivered::Overload);
        }
        Ok(())
    }
}
