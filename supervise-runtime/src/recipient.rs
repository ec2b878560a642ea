//! A handle to whatever process takes messages of a type.

use std::fmt;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;

use crate::cast::Cast;
use crate::error::{CastError, TrySendError};
use crate::handle::{Handle, Ref};
use crate::place::AnyPlace;
use crate::process::{Accepts, Process};
use crate::protocol::{ProtocolHandle, Untyped};

/// A handle to any process with an `#[info]` handler for `M`:
/// [`Handle::recipient`](crate::Handle::recipient) makes it of that process's own. Which process it is
/// does not show in its type, so that those of many kinds can stand in one list.
///
/// What it can do beside sending is in [`ProtocolHandle`]; a process can be linked with it, and monitor it.
pub struct Recipient<M> {
    to: Arc<dyn Takes<M>>,
}

/// A process that takes `M`, whatever else it is.
trait Takes<M>: Send + Sync {
    fn place(&self) -> Arc<dyn AnyPlace>;
    fn send(&self, message: M) -> Pin<Box<dyn Future<Output = Result<(), CastError>> + Send>>;
    fn try_send(&self, message: M) -> Result<(), TrySendError<M>>;
}

impl<P: Accepts<M>, M: Send + 'static> Takes<M> for Ref<P> {
    fn place(&self) -> Arc<dyn AnyPlace> {
        Arc::clone(&self.place) as _
    }

    fn send(&self, message: M) -> Pin<Box<dyn Future<Output = Result<(), CastError>> + Send>> {
        Box::pin(Cast::new(self, message, <P as Accepts<M>>::accept).owned())
    }

    fn try_send(&self, message: M) -> Result<(), TrySendError<M>> {
        Cast::new(self, message, <P as Accepts<M>>::accept).try_send()
    }
}

impl<M: Send + 'static> Recipient<M> {
    pub(crate) fn of<H, P>(handle: &H) -> Self
    where
        H: Handle<P>,
        P: Process<Handle = H> + Accepts<M>,
    {
        Self {
            to: Arc::new(handle.as_ref().clone()),
        }
    }

    /// Sends a message, and waits for room. Nothing is sent before it is awaited; that takes a box.
    ///
    /// # Errors
    ///
    /// Those of a cast.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, it was not sent.
    pub fn send(&self, message: M) -> impl Future<Output = Result<(), CastError>> + Send + use<M> {
        let to = Arc::clone(&self.to);
        async move { to.send(message).await }
    }

    /// Sends a message if there is room at once.
    ///
    /// # Errors
    ///
    /// The message comes back when the mailbox is full or the process is not running.
    pub fn try_send(&self, message: M) -> Result<(), TrySendError<M>> {
        self.to.try_send(message)
    }
}

impl<M: Send + 'static> ProtocolHandle for Recipient<M> {
    fn untyped(&self) -> Untyped {
        Untyped(self.to.place())
    }
}

impl<M> Clone for Recipient<M> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}

impl<M> PartialEq for Recipient<M> {
    fn eq(&self, other: &Self) -> bool {
        self.to.place().core().id == other.to.place().core().id
    }
}

impl<M> Eq for Recipient<M> {}

impl<M> Hash for Recipient<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to.place().core().id.hash(state);
    }
}

impl<M> fmt::Debug for Recipient<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to.place().core().fmt(f)
    }
}
