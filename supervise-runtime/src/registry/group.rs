//! Groups: processes that are reached together.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use super::listen::RegistryEvents;
use super::table::Table;
use super::via::{Holder, Via};
use crate::recipient::Recipient;

/// Processes that want the same messages, as Erlang's `pg` has them: [`Cx::join`](crate::Cx::join) puts a
/// process in, [`Cx::leave`](crate::Cx::leave) takes it out, and so does its end, before that is announced
/// to anybody.
///
/// A group is a value: put it into a static, or hand clones of it to those who need it. A member is an
/// incarnation; the next one joins by itself, in its `#[init]` for instance. One that joins there is a
/// member once its init has succeeded.
pub struct Group<M> {
    members: Arc<Table<(), Recipient<M>, ()>>,
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

impl<M: Send + 'static> Group<M> {
    /// A group without members.
    #[must_use]
    pub fn new() -> Self {
        Self {
            members: Arc::new(Table::new(false)),
        }
    }

    /// Those who are in it now, in the order in which they have joined.
    #[must_use]
    pub fn members(&self) -> Vec<Recipient<M>> {
        let members = self.members.find(&());
        let recipients = members.iter().map(|(_, body)| body.handle.clone());
        recipients.collect()
    }

    /// How many are in it now.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.find(&()).len()
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

    /// Who joins and leaves from now on. To know of all, ask for this first, and for the
    /// [members](Self::members) then. Of each registration only the `pid` and the `handle`, which is the
    /// member, say anything.
    pub fn listen(&self) -> RegistryEvents<(), Recipient<M>> {
        RegistryEvents::new(self.members.listen())
    }
}

#[diagnostic::do_not_recommend]
impl<M: Send + 'static> Via for Group<M> {
    type Handle = Recipient<M>;
    type Taken = Infallible;

    fn register(&self, holder: Holder<Recipient<M>>) -> Result<(), Infallible> {
        // Where many may be, there is always room for one more.
        let _ = self.members.register((), holder, ());
        Ok(())
    }

    fn unregister(&self, holder: &Holder<Recipient<M>>) {
        self.members.withdraw(&(), holder.presence());
    }

    fn started(&self, holder: &Holder<Recipient<M>>) {
        self.members.started(&(), holder.presence());
    }
}

/// The same group.
impl<M> PartialEq for Group<M> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.members, &other.members)
    }
}

impl<M> Eq for Group<M> {}

impl<M> Clone for Group<M> {
    fn clone(&self) -> Self {
        Self {
            members: Arc::clone(&self.members),
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
        let members = self.members.find(&());
        let recipients = members.iter().map(|(_, body)| &body.handle);
        f.debug_list().entries(recipients).finish()
    }
}
