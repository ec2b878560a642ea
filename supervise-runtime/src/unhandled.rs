//! Messages that no handler takes, and those that a filter holds back.

use crate::cx::Cx;
use crate::dead_letter::{self, DeadLetter, DeadLetterCause};
use crate::exit::ExitReason;
use crate::message::{Message, Undelivered, drop_quietly};
use crate::place::PlaceCore;
use crate::process::{Action, Process};
use crate::recipient::Recipient;

/// What becomes of a message that no handler takes, because of guards or phases. Its caller, if there
/// is one, is told in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unhandled {
    /// The process ends, for [`ExitReason::Unhandled`].
    Stop,
    /// It is a dead letter.
    DeadLetter,
    /// It is logged as a warning.
    Log,
    /// Nothing.
    Drop,
}

impl Unhandled {
    /// Does what is to be done; `Some` when the process ends.
    pub(crate) fn settle(
        self,
        core: &PlaceCore,
        message: &'static str,
        is_call: bool,
    ) -> Option<ExitReason> {
        match self {
            Self::Log => tracing::warn!(process = %core.label(), message, "not handled"),
            Self::Stop | Self::DeadLetter if !is_call => {
                dead_letter::record(core, message, DeadLetterCause::Unhandled);
            }
            _ => {}
        }
        self.ends(message)
    }

    /// Why the process ends then, if it does.
    pub(crate) fn ends(self, message: &'static str) -> Option<ExitReason> {
        (self == Self::Stop).then_some(ExitReason::Unhandled(message))
    }
}

/// What follows when no handler takes a message, whose caller has been told.
pub fn unhandled<P: Process>(
    cx: &Cx<P>,
    policy: Unhandled,
    message: &'static str,
    is_call: bool,
) -> Action<P> {
    let ends = policy.settle(&cx.place.core, message, is_call);
    ends.map_or(Action::CONTINUE, Action::stop)
}

/// The same of one that nobody waits for, where somebody is told of it.
pub fn unhandled_told<P: Process>(
    cx: &Cx<P>,
    message: &'static str,
    tell: impl FnOnce(DeadLetter),
) -> Action<P> {
    let core = &cx.place.core;
    tell(dead_letter::record_for(
        core,
        message,
        DeadLetterCause::Unhandled,
    ));
    Action::CONTINUE
}

/// Tells of a dead letter, and waits for nobody: it was counted in any case.
pub fn tell_of(to: &Recipient<DeadLetter>, letter: DeadLetter) {
    if let Err(error) = to.try_send(letter) {
        tracing::warn!(%error, "who is to be told of dead letters could not be");
    }
}

/// What a `#[filter]` says of a message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Filter {
    /// Its handler takes it.
    Pass,
    /// It is not handled: a caller gets [`CallError::FilteredOut`](crate::CallError::FilteredOut), and
    /// nobody is told of a cast.
    Refuse,
    /// It is not handled: a caller gets the same, and a cast is a dead letter.
    DeadLetter,
    /// It is not handled, and the process ends for this reason, which a caller gets too.
    Stop(ExitReason),
}

/// What follows for a message that a filter does not let pass.
pub fn filtered<P: Process>(cx: &Cx<P>, filter: Filter, message: P::Message) -> Action<P> {
    let label = message.label();
    if !message.is_call() && !matches!(filter, Filter::Pass | Filter::Refuse) {
        dead_letter::record(&cx.place.core, label, DeadLetterCause::FilteredOut);
    }
    let (why, action) = match filter {
        Filter::Stop(reason) => (Undelivered::Ended(reason.clone()), Action::stop(reason)),
        _ => (Undelivered::FilteredOut, Action::CONTINUE),
    };
    drop_quietly(label, || message.fail(&why));
    action
}
