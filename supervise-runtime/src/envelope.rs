//! What stands in a mailbox: messages, and notices that are for one incarnation.

use crate::link::DownNotice;
use crate::pid::Pid;

/// What stands in a mailbox.
pub(crate) enum Envelope<M> {
    /// A message of the process's own type.
    Message(M),
    /// For one incarnation. Boxed, so that it makes no envelope larger.
    Notice(Box<Notice<M>>),
}

/// What only one incarnation may see.
pub(crate) enum Notice<M> {
    /// A monitored process ended.
    Down(DownNotice),
    /// A timer of this incarnation has sent it.
    Own(Pid, M),
    /// Its supervisor wants this incarnation to end here: what comes after is not for it.
    Last(Pid),
}

impl<M> Envelope<M> {
    /// A message for this incarnation alone, if that is one.
    pub(crate) fn own(own: Option<Pid>, message: M) -> Self {
        match own {
            Some(pid) => Self::Notice(Box::new(Notice::Own(pid, message))),
            None => Self::Message(message),
        }
    }

    pub(crate) fn is_message(&self) -> bool {
        matches!(self, Self::Message(_))
    }

    pub(crate) fn is_last(&self) -> bool {
        matches!(self, Self::Notice(notice) if matches!(**notice, Notice::Last(_)))
    }

    pub(crate) fn into_message(self) -> Option<M> {
        match self {
            Self::Message(message) => Some(message),
            Self::Notice(notice) => match *notice {
                Notice::Own(_, message) => Some(message),
                Notice::Down(_) | Notice::Last(_) => None,
            },
        }
    }
}
