//! A message on its way to somebody's mailbox.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::deadlock;
use crate::error::CastError;
use crate::handle::Ref;
use crate::message::{Message, drop_quietly};
use crate::place::PlaceCore;
use crate::process::Process;
use crate::timer::{self, Line};

/// A message that was made and is to be sent.
pub(super) struct Letter<P: Process> {
    line: Line<P>,
    label: &'static str,
    /// It has had no room.
    waits: bool,
}

impl<P: Process> Letter<P> {
    pub(super) fn new(to: Ref<P>, message: P::Message) -> Self {
        let label = message.label();
        Self {
            line: Line::new(to, message),
            label,
            waits: false,
        }
    }

    pub(super) fn label(&self) -> &'static str {
        self.label
    }

    pub(super) fn core(&self) -> &PlaceCore {
        self.line.target().core()
    }

    pub(super) fn path(&self) -> Arc<str> {
        self.core().label()
    }

    /// Waits for room, but never for room that only this process could make.
    pub(super) fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), CastError>> {
        match self.line.poll_send(cx) {
            Poll::Ready(sent) => Poll::Ready(sent.map_err(CastError::from)),
            Poll::Pending => {
                let again = std::mem::replace(&mut self.waits, true);
                match deadlock::own_mailbox(self.core(), cx, again) {
                    Some(cycle) => Poll::Ready(Err(CastError::WouldDeadlock { cycle })),
                    None => Poll::Pending,
                }
            }
        }
    }

    /// Leaves it to a timer.
    pub(super) fn send_after(mut self, delay: Duration) {
        if let Some(message) = self.line.take() {
            timer::after(self.line.target(), delay, message);
        }
    }
}

/// What was not delivered is the user's, and so is its destructor.
impl<P: Process> Drop for Letter<P> {
    fn drop(&mut self) {
        let message = self.line.take();
        if message.is_some() {
            drop_quietly(self.label, || drop(message));
        }
    }
}
