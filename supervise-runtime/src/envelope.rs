//! What stands in a mailbox: messages, and notices that are for one incarnation.

use crate::link::DownNotice;
use crate::pid::Pid;

/// What stands in a mailbox.
pub(crate) enum Envelope<M> {
    /// A message of the process's own type.
    Message(M),
    /// For one incarnation; or, if that is `None`, its supervisor wants the process to end here, and
    /// what comes after is not for this incarnation. Of two kinds, and boxed, so that neither makes an
    /// envelope larger, or a message slower.
    Notice(Option<Box<Notice<M>>>),
}

/// What only one incarnation may see.
pub(crate) enum Notice<M> {
    /// A monitored process ended.
    Down(DownNotice),
    /// A timer of this incarnation has sent it.
    Own(Pid, M),
}

impl<M> Envelope<M> {
    /// A message for this incarnation alone, if that is one.
    pub(crate) fn own(own: Option<Pid>, message: M) -> Self {
        match own {
            Some(pid) => Self::Notice(Some(Box::new(Notice::Own(pid, message)))),
            None => Self::Message(message),
        }
    }

    pub(crate) fn into_message(self) -> Option<M> {
        match self {
            Self::Message(message) => Some(message),
            Self::Notice(notice) => match *notice? {
                Notice::Own(_, message) => Some(message),
                Notice::Down(_) => None,
            },
        }
    }
}
