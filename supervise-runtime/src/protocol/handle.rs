//! What the handles of all protocols have in common.

use std::fmt;
use std::future::Future;
use std::hash::Hash;
use std::sync::Arc;

use super::Untyped;
use crate::exit::ExitReason;
use crate::handle::{self, Handle};
use crate::pid::Pid;
use crate::place::Status;
use crate::process::Process;

/// What the handle of a protocol can do, beside the protocol's methods.
///
/// Like any handle it names a place, stays valid while the process is restarted, and is compared by
/// place. Who has it can talk to the process and wait for it, but not end it: that takes the
/// process's own [`Handle`](crate::Handle).
pub trait ProtocolHandle: Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static {
    #[doc(hidden)]
    fn untyped(&self) -> Untyped;

    /// The incarnation that runs, `None` when none does.
    fn pid(&self) -> Option<Pid> {
        self.untyped().0.core().live_pid()
    }

    /// What the place is doing.
    fn status(&self) -> Status {
        self.untyped().0.core().status()
    }

    /// Its path in the tree, as `stores.0`; for a process outside any tree the name of its type.
    fn path(&self) -> Arc<str> {
        self.untyped().0.core().label()
    }

    /// How many messages wait in the mailbox.
    fn mailbox_len(&self) -> usize {
        self.untyped().0.mailbox_len()
    }

    /// Waits until the place is empty. See [`Handle::closed`](crate::Handle::closed).
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn closed(&self) -> impl Future<Output = ExitReason> + Send + use<Self> {
        handle::closed(self.untyped().0)
    }

    /// Waits until a later incarnation runs than the one that is current *when this is called*. See
    /// [`Handle::wait_restarted`](crate::Handle::wait_restarted).
    ///
    /// # Errors
    ///
    /// The last reason, when the place is empty and no restart is due.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn wait_restarted(&self) -> impl Future<Output = Result<Pid, ExitReason>> + Send + use<Self> {
        handle::wait_restarted(self.untyped().0)
    }
}

/// A handle by which a process can be linked with and monitored: its own (of the process `Q`), or that
/// of a protocol (of [`Unknown`]).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handle of a process",
    label = "not a handle",
    note = "give the handle of a process, which `spawn` returns, or that of a protocol"
)]
pub trait Reaches<Q> {
    #[doc(hidden)]
    fn reached(&self) -> Untyped;
}

/// In place of a process: which one it is, only the process itself knows.
#[derive(Debug)]
pub enum Unknown {}

impl<H: Handle<Q>, Q: Process<Handle = H>> Reaches<Q> for H {
    fn reached(&self) -> Untyped {
        Untyped(Arc::clone(&self.as_ref().place) as _)
    }
}

impl<H: ProtocolHandle> Reaches<Unknown> for H {
    fn reached(&self) -> Untyped {
        self.untyped()
    }
}
