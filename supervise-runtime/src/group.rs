//! Groups: processes that are reached together.

use std::fmt;
use std::sync::Arc;

use crate::pid::Pid;
use crate::place::Status;
use crate::protocol::{ProtocolHandle, Untyped};
use crate::recipient::Recipient;
use crate::sync::Mutex;

/// Processes that want the same messages, as Erlang's `pg` has them: [`Cx::join`](crate::Cx::join) puts a
/// process in, [`Cx::leave`](crate::Cx::leave) takes it out, and so does its end, before that is announced
/// to anybody.
///
/// A group is a value: put it into a static, or hand clones of it to those who need it. A member is an
/// incarnation; the next one joins by itself, in its `#[init]` for instance. One that joins there is a
/// member once its init has succeeded.
pub struct Group<M> {
    inside: Arc<Inside<M>>,
}

struct Inside<M> {
    /// In the order in which they have joined. Replaced whole, so that who lists them holds no lock.
    members: Mutex<Arc<[Member<M>]>>,
}

struct Member<M> {
    pid: Pid,
    recipient: Recipient<M>,
}

/// How many members a message has gone to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broadcast {
    /// Into whose mailboxes it went.
    pub reached: usize,
    /// Whose mailboxes had no room, or who had just ended.
    pub missed: usize,
}

/// A group whose messages do not matter.
pub(crate) trait AnyGroup: Send + Sync {
    /// The incarnation has ended.
    fn forget(&self, pid: Pid);
    fn address(&self) -> usize;
}

impl<M: Send + 'static> Group<M> {
    /// A group without members.
    #[must_use]
    pub fn new() -> Self {
        Self {
            inside: Arc::new(Inside {
                members: Mutex::new(Arc::new([])),
            }),
        }
    }

    /// Those who are in it now, in the order in which they have joined.
    #[must_use]
    pub fn members(&self) -> Vec<Recipient<M>> {
        let members = self.inside.all();
        let present = members.iter().filter(|member| member.is_present());
        present.map(|member| member.recipient.clone()).collect()
    }

    /// How many are in it now.
    #[must_use]
    pub fn len(&self) -> usize {
        let members = self.inside.all();
        members.iter().filter(|member| member.is_present()).count()
    }

    /// Whether nobody is in it now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sends a copy to each member, and waits for nobody: one whose mailbox is full is missed, and counted.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a message is given away, here as elsewhere"
    )]
    pub fn broadcast(&self, message: M) -> Broadcast
    where
        M: Clone,
    {
        let mut sent = Broadcast {
            reached: 0,
            missed: 0,
        };
        for member in self.members() {
            match member.try_send(message.clone()) {
                Ok(()) => sent.reached += 1,
                Err(_) => sent.missed += 1,
            }
        }
        sent
    }

    /// Joining twice is no more than once.
    pub(crate) fn join(&self, pid: Pid, recipient: Recipient<M>) {
        self.inside.change(|members| {
            if !members.iter().any(|member| member.pid == pid) {
                members.push(Member { pid, recipient });
            }
        });
    }

    pub(crate) fn leave(&self, pid: Pid) {
        self.inside.forget(pid);
    }

    pub(crate) fn erased(&self) -> Arc<dyn AnyGroup> {
        Arc::clone(&self.inside) as _
    }
}

impl<M> Inside<M> {
    fn all(&self) -> Arc<[Member<M>]> {
        Arc::clone(&self.members.lock())
    }

    /// Members are handles, whose copies and places are counted: nothing of the user's runs here. What was
    /// replaced is dropped without the lock.
    fn change(&self, change: impl FnOnce(&mut Vec<Member<M>>)) {
        let mut members = self.members.lock();
        let mut next: Vec<Member<M>> = members.iter().cloned().collect();
        change(&mut next);
        let old = std::mem::replace(&mut *members, next.into());
        drop(members);
        drop(old);
    }
}

impl<M: Send + 'static> AnyGroup for Inside<M> {
    fn forget(&self, pid: Pid) {
        let mut gone = Vec::new();
        self.change(|members| {
            if let Some(at) = members.iter().position(|member| member.pid == pid) {
                gone.push(members.remove(at));
            }
        });
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl<M: Send + 'static> Member<M> {
    /// Whether that incarnation is there, and through its init.
    fn is_present(&self) -> bool {
        let Untyped(place) = self.recipient.untyped();
        let core = place.core();
        core.live_pid() == Some(self.pid) && !matches!(core.status(), Status::Starting)
    }
}

impl<M> Clone for Member<M> {
    fn clone(&self) -> Self {
        Self {
            pid: self.pid,
            recipient: self.recipient.clone(),
        }
    }
}

impl<M> Clone for Group<M> {
    fn clone(&self) -> Self {
        Self {
            inside: Arc::clone(&self.inside),
        }
    }
}

impl<M: Send + 'static> Default for Group<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> fmt::Debug for Group<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self.inside.all();
        let recipients = members.iter().map(|member| &member.recipient);
        f.debug_list().entries(recipients).finish()
    }
}
