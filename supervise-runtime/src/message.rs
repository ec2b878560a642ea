//! Messages, and what becomes of those that are not handled.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;

use crate::dead_letter;
use crate::envelope::Envelope;
use crate::exit::{ExitReason, Panic};
use crate::place::PlaceCore;

/// The message type that `#[managed_process]` generates: one variant for each handler.
pub trait Message: Send + 'static {
    /// Tells the caller, if there is one, that nobody will answer.
    fn fail(self, why: &Undelivered);

    /// The handler's name.
    fn label(&self) -> &'static str;

    /// Whether somebody waits for an answer.
    fn is_call(&self) -> bool;

    /// The number of its handler.
    fn number(&self) -> u16 {
        0
    }

    /// The name that belongs to such a number; empty where none does.
    fn name(number: u16) -> &'static str
    where
        Self: Sized,
    {
        let _ = number;
        ""
    }

    /// How urgent it is, where the process has priorities.
    fn priority(&self) -> i8 {
        0
    }
}

/// Why a message that was sent is not answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Undelivered {
    /// It was still in the mailbox when the process ended; another incarnation may follow.
    Restarted,
    /// It was still in the mailbox when the place became empty, for this reason.
    Vacant(ExitReason),
    /// The process ended while it handled it, for this reason.
    Ended(ExitReason),
    /// The process goes on, but has given up the means to answer.
    NoReply,
    /// The handler panicked, and the process has left it at that.
    Panicked(Panic),
    /// No handler took it.
    Unhandled,
    /// The process's filter held it back.
    FilteredOut,
    /// There was no room for it.
    Overload,
    /// Its caller had stopped waiting.
    Cancelled,
}

/// Fails what was in a mailbox, one message at a time: a destructor of the user's that panics
/// takes only its own message with it.
pub(crate) fn fail_all<M: Message>(
    core: &PlaceCore,
    mut queue: VecDeque<Envelope<M>>,
    why: &Undelivered,
) {
    while let Some(envelope) = queue.pop_front() {
        if let Some(message) = envelope.into_message() {
            fail(core, message, why);
        }
    }
}

/// Fails one message.
pub(crate) fn fail<M: Message>(core: &PlaceCore, message: M, why: &Undelivered) {
    let label = message.label();
    if !message.is_call() {
        dead_letter::record(core, label, why.into());
    }
    drop_quietly(label, || message.fail(why));
}

/// Runs code that drops a value of the user's: its panic is logged and goes no further.
pub(crate) fn drop_quietly(what: &'static str, drops: impl FnOnce()) {
    let mut drops = Some(drops);
    quietly(what, &mut || {
        if let Some(drops) = drops.take() {
            drops();
        }
    });
}

/// One for all types: a catch is compiled for each process otherwise, and there are many.
fn quietly(what: &'static str, drops: &mut dyn FnMut()) {
    if let Err(payload) = std::panic::catch_unwind(AssertUnwindSafe(drops)) {
        tracing::error!(what, "a destructor panicked");
        forget_payload(payload);
    }
}

/// A value of the user's that others hold: its destructor can do them no harm.
pub(crate) struct Quiet<T>(Option<T>);

impl<T> Quiet<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Some(value))
    }

    pub(crate) fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.0.take()
    }
}

impl<T> Drop for Quiet<T> {
    fn drop(&mut self) {
        let value = self.take();
        drop_quietly("arguments", || drop(value));
    }
}

/// Drops a panic's payload, which is a value of the user's too.
pub(crate) fn forget_payload(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = std::panic::catch_unwind(AssertUnwindSafe(move || drop(payload))) {
        // A payload whose destructor panics with yet another such payload: there is no end to that,
        // and leaking the last one is harmless.
        #[allow(
            clippy::mem_forget,
            reason = "dropping it could panic again, without end"
        )]
        std::mem::forget(second);
    }
}
