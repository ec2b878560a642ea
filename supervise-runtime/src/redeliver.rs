//! Messages that are handled again when their handler was broken off: `redeliver = n`.

use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::message::{Undelivered, fail};
use crate::process::Process;

/// A copy of the message that is being handled, with its caller.
pub(crate) struct Kept<M> {
    message: M,
    /// How often it may still be handled again.
    left: u32,
}

/// Keeps a message while it is handled, which may be done again so often.
pub fn keep<P: Process>(cx: &mut Cx<P>, message: P::Message, left: u32) {
    cx.put_aside().kept = Some(Kept { message, left });
}

/// Its handler is done: gives the message back, for its caller to be answered.
pub fn handled<P: Process>(cx: &mut Cx<P>) -> Option<P::Message> {
    Some(cx.take_kept()?.message)
}

impl<P: Process> Cx<P> {
    pub(crate) fn take_kept(&mut self) -> Option<Kept<P::Message>> {
        self.aside()?.kept.take()
    }

    /// A handler that has panicked would do so again.
    pub(crate) fn spoil_kept(&mut self) {
        if let Some(kept) = self.aside().and_then(|aside| aside.kept.as_mut()) {
            kept.left = 0;
        }
    }

    /// Puts the message whose handler was broken off in front of what the next incarnation will have,
    /// where one `follows`; else fails it.
    pub(crate) fn redeliver(&self, kept: Kept<P::Message>, follows: bool, reason: &ExitReason) {
        let Kept { mut message, left } = kept;
        let mut why = Undelivered::Ended(reason.clone());
        if follows && left > 0 {
            let superseded = || self.place.core.control().is_superseded(self.pid);
            match self.place.mailbox.put_back(message, superseded) {
                Ok(()) => return,
                Err((refused, vacant)) => {
                    message = refused;
                    why = vacant.map_or(why, Undelivered::Vacant);
                }
            }
        }
        fail(&self.place.core, message, &why);
    }
}
