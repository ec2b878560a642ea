//! The state of a process, looked at and replaced from outside: `#[managed_process(inspect)]`.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::deadlock::Noted;
use crate::error::CallError;
use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::process::{Action, Process};
use crate::reply::{ReplyTo, pair};

/// A process whose state may be looked at and replaced while it runs.
#[diagnostic::on_unimplemented(
    message = "the state of `{Self}` can't be looked at",
    label = "this process keeps its state to itself",
    note = "let it be looked at: `#[managed_process(inspect)]`, and derive `Clone` for `{Self}`"
)]
pub trait Inspected: Process + Clone {
    /// Makes the request.
    #[doc(hidden)]
    fn inspect(reply: ReplyTo<Self>, state: Option<Box<Self>>) -> Self::Message;
}

/// The state of a process that is to be looked at: await it. Nothing is asked before.
#[must_use = "nothing is asked until this is awaited"]
pub struct Inspection<P> {
    // Boxed, so that a type without a name does not stand in a handle's methods: what is wrong with a
    // process is said once then.
    asks: Pin<Box<dyn Future<Output = Result<P, CallError>> + Send>>,
}

impl<P: Inspected> Inspection<P> {
    pub(crate) fn of(of: Ref<P>, state: Option<Box<P>>) -> Self {
        Self {
            asks: Box::pin(ask(of, state)),
        }
    }
}

impl<P> Future for Inspection<P> {
    type Output = Result<P, CallError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.asks.as_mut().poll(cx)
    }
}

impl<P> fmt::Debug for Inspection<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspection").finish_non_exhaustive()
    }
}

/// Asks for the state, and for another one in its place if there is one.
async fn ask<P: Inspected>(of: Ref<P>, state: Option<Box<P>>) -> Result<P, CallError> {
    let Some(pid) = of.core().live_pid() else {
        let reason = match of.core().status() {
            crate::place::Status::Vacant(reason) => reason,
            _ => ExitReason::NotFound,
        };
        return Err(CallError::NotDelivered(reason));
    };
    // It waits for the handler that runs there, as a call does.
    let noted = match Noted::new(&of.place) {
        Some(Err(cycle)) => return Err(CallError::WouldDeadlock { cycle }),
        Some(Ok(noted)) => Some(noted),
        None => None,
    };
    let (reply, mut answer) = pair();
    if let Some(noted) = &noted {
        noted.answered_by(answer.erased());
    }
    of.place.push_system(pid, P::inspect(reply, state));
    let outcome = std::future::poll_fn(|cx| answer.poll(cx)).await;
    outcome.map_err(CallError::from)
}

/// Answers.
pub fn inspected<P: Inspected>(
    process: &mut P,
    reply: ReplyTo<P>,
    state: Option<Box<P>>,
) -> Action<P> {
    reply.send(match state {
        Some(state) => std::mem::replace(process, *state),
        None => process.clone(),
    });
    Action::CONTINUE
}
