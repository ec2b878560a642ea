//! What others want of an incarnation, in one word.

use crate::pid::Pid;

/// The control word: whose incarnation's turn it is, and what is wanted of it.
///
/// An incarnation compares it with its own quiet word, so that one look tells both that nothing is
/// wanted and that no other has taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Control(pub(crate) u64);

impl Control {
    /// Ends at the next await, without terminate.
    pub(crate) const KILL: u64 = 1;
    /// Ends: its parent, its owner or an untrapped exit wants it.
    pub(crate) const END: u64 = 2;
    /// There is a trapped exit to handle.
    pub(crate) const EXIT: u64 = 4;
    /// There is a message in a control channel.
    pub(crate) const URGENT: u64 = 8;
    /// No message is to be handled for now.
    pub(crate) const SUSPEND: u64 = 16;
    /// Somebody wants to see the state.
    pub(crate) const SYSTEM: u64 = 32;
    const BITS: u32 = 8;

    /// Nothing is wanted.
    pub(crate) fn quiet(pid: Pid) -> Self {
        Self(u64::from(pid.incarnation()) << Self::BITS)
    }

    /// Another incarnation has taken over: this one was abandoned.
    pub(crate) fn is_superseded(self, pid: Pid) -> bool {
        self.0 >> Self::BITS != u64::from(pid.incarnation())
    }

    pub(crate) fn kills(self) -> bool {
        self.0 & Self::KILL != 0
    }

    pub(crate) fn ends(self) -> bool {
        self.0 & Self::END != 0
    }

    pub(crate) fn has_exit(self) -> bool {
        self.0 & Self::EXIT != 0
    }

    pub(crate) fn is_urgent(self) -> bool {
        self.0 & Self::URGENT != 0
    }

    pub(crate) fn is_suspended(self) -> bool {
        self.0 & Self::SUSPEND != 0
    }

    pub(crate) fn has_system(self) -> bool {
        self.0 & Self::SYSTEM != 0
    }

    /// An end of any kind.
    pub(crate) fn wants_end(self, pid: Pid) -> bool {
        self.ends() || self.wants_kill(pid)
    }

    /// An end without another word.
    pub(crate) fn wants_kill(self, pid: Pid) -> bool {
        self.kills() || self.is_superseded(pid)
    }
}
