//! A pure process as generated code describes it, and what it takes in.

use super::turn::Turn;
use crate::current;
use crate::link::Exit;
use crate::message::{Message, Undelivered};
use crate::pid::Pid;
use crate::process::Process;

/// A process whose callbacks are pure. `#[managed_process(pure)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pure process",
    label = "not a pure process",
    note = "write `#[managed_process(pure)]` on the impl block with its handlers"
)]
pub trait PureProcess: Process<Message = Sent<<Self as PureProcess>::Body>> {
    /// Its messages, one variant for each handler.
    type Body: Message;

    #[doc(hidden)]
    const ON_PANIC: OnPanic = OnPanic::Restart;
    #[doc(hidden)]
    const MAX_RESUMES: Option<u32> = None;
    #[doc(hidden)]
    const TRACED: bool = false;

    /// Runs the callback of an input; `None` when there is no state.
    #[doc(hidden)]
    fn step(turn: &mut Turn<'_, Self>, input: Input<Self::Body>) -> Option<()>;

    /// Keeps a copy of an input.
    #[doc(hidden)]
    fn note(noting: &super::Noting<'_, Self>) {
        let _ = noting;
    }
}

/// What happens when a callback panics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPanic {
    /// The process ends with the panic, and its supervisor decides.
    Restart,
    /// The message is refused, and the process goes on.
    Resume,
    /// The process ends in order.
    Stop,
}

/// What a process handles.
#[derive(Debug)]
pub enum Input<B> {
    /// A message.
    Message(B),
    /// A trapped exit.
    Exit(Exit),
    /// Nothing has come in for the time that was set.
    Timeout,
}

/// A message with the process that has made it.
#[derive(Debug)]
pub struct Sent<B> {
    pub(super) sender: Option<Pid>,
    pub(super) body: B,
}

impl<B> Sent<B> {
    /// Made by the process that is being polled.
    pub fn now(body: B) -> Self {
        Self {
            sender: current::pid(),
            body,
        }
    }
}

impl<B: Message> Message for Sent<B> {
    fn fail(self, why: &Undelivered) {
        self.body.fail(why);
    }

    fn label(&self) -> &'static str {
        self.body.label()
    }

    fn is_call(&self) -> bool {
        self.body.is_call()
    }

    fn priority(&self) -> i8 {
        self.body.priority()
    }

    fn number(&self) -> u16 {
        self.body.number()
    }

    fn name(number: u16) -> &'static str {
        B::name(number)
    }
}

impl<B: Message> Input<B> {
    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Message(body) => body.label(),
            Self::Exit(_) => "exit",
            Self::Timeout => "timeout",
        }
    }
}
