//! Effects that need no process to go on: what a terminate may still do, and part of a `Next`.

use std::borrow::Cow;
use std::fmt;
use std::task::{Context, Poll};

use super::book::Book;
use super::effect::Effect;
use super::letter::Letter;
use super::level::Level;
use super::token::{Key, Token, Verdict};
use super::undeliverable::undeliverable;
use crate::cast::Cast;
use crate::error::CastError;
use crate::place::PlaceCore;
use crate::process::Process;

/// What the `#[terminate]` of a pure process may still have done: there is no next state, so that is
/// less than what a [`Next`](super::Next) can say: `Effects::new().send(self.audit.closed())`.
#[derive(Default)]
#[must_use = "effects are not performed until the callback returns them"]
pub struct Effects {
    acts: Vec<Act>,
}

/// An effect that is performed here and now.
pub(crate) enum Act {
    Send(Box<dyn Delivery>),
    Settle(Key, Verdict),
    Log(Level, Cow<'static, str>),
}

/// A letter to any process.
pub(crate) trait Delivery: Send {
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), CastError>>;
    fn core(&self) -> &PlaceCore;
    fn label(&self) -> &'static str;
}

impl Effects {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends a cast, and waits for room in the mailbox.
    pub fn send<Q: Process, A>(mut self, cast: Cast<'_, Q, A>) -> Self {
        self.acts.extend(Act::send(cast));
        self
    }

    /// Answers a call that was deferred.
    pub fn answer<R: Send + 'static, E>(mut self, token: Token<R, E>, reply: R) -> Self {
        self.acts.push(Act::answer(token, reply));
        self
    }

    /// Refuses a call that was deferred.
    pub fn refuse<R, E: Send + 'static>(mut self, token: Token<R, E>, error: E) -> Self {
        self.acts.push(Act::refuse(token, error));
        self
    }

    /// Writes a line to the log.
    pub fn log(mut self, level: Level, text: impl Into<Cow<'static, str>>) -> Self {
        self.acts.push(Act::Log(level, text.into()));
        self
    }

    /// What is asked for, in order.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        self.acts.iter().map(Act::describe).collect()
    }

    pub(super) fn into_acts(self) -> Vec<Act> {
        self.acts
    }
}

impl Act {
    /// Nothing when the cast was sent already.
    pub(super) fn send<Q: Process, A>(cast: Cast<'_, Q, A>) -> Option<Self> {
        let (to, message) = cast.into_letter()?;
        Some(Self::Send(Box::new(Letter::<Q>::new(to, message))))
    }

    pub(super) fn answer<R: Send + 'static, E>(token: Token<R, E>, reply: R) -> Self {
        Self::Settle(token.key(), Verdict::Answer(Box::new(reply)))
    }

    pub(super) fn refuse<R, E: Send + 'static>(token: Token<R, E>, error: E) -> Self {
        Self::Settle(token.key(), Verdict::Refuse(Box::new(error)))
    }

    pub(super) fn describe(&self) -> Effect {
        match self {
            Self::Send(letter) => Effect::SendCast {
                to: letter.core().label(),
                message: letter.label(),
            },
            Self::Settle(token, Verdict::Answer(_)) => Effect::Answer {
                sequence: token.sequence,
            },
            Self::Settle(token, Verdict::Refuse(_)) => Effect::Refuse {
                sequence: token.sequence,
            },
            Self::Log(level, text) => Effect::Log {
                level: *level,
                text: text.clone().into_owned(),
            },
        }
    }

    /// Performs it as the process whose book this is.
    pub(super) async fn perform(self, core: &PlaceCore, book: &mut Book) {
        match self {
            Self::Send(mut letter) => {
                let sent = std::future::poll_fn(|cx| letter.poll_send(cx)).await;
                if let Err(why) = sent {
                    undeliverable(letter.core(), letter.label(), &why);
                }
            }
            Self::Settle(token, verdict) => book.deferred.settle(token, verdict),
            Self::Log(level, text) => log(core, level, &text),
        }
    }
}

/// The level of an event is a constant to `tracing`.
fn log(core: &PlaceCore, level: Level, text: &str) {
    let process = core.label();
    match level {
        Level::Error => tracing::error!(%process, "{text}"),
        Level::Warn => tracing::warn!(%process, "{text}"),
        Level::Info => tracing::info!(%process, "{text}"),
        Level::Debug => tracing::debug!(%process, "{text}"),
        Level::Trace => tracing::trace!(%process, "{text}"),
    }
}

impl<P: Process> Delivery for Letter<P> {
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), CastError>> {
        Letter::poll_send(self, cx)
    }

    fn core(&self) -> &PlaceCore {
        Letter::core(self)
    }

    fn label(&self) -> &'static str {
        Letter::label(self)
    }
}

/// What the `#[terminate]` of a pure process may return.
#[diagnostic::on_unimplemented(
    message = "the `terminate` of a pure process can't return `{Self}`",
    label = "nobody gets this",
    note = "return nothing, or `Effects`"
)]
pub trait IntoEffects {
    /// Makes it effects.
    fn into_effects(self) -> Effects;
}

impl IntoEffects for () {
    fn into_effects(self) -> Effects {
        Effects::new()
    }
}

impl IntoEffects for Effects {
    fn into_effects(self) -> Effects {
        self
    }
}

impl fmt::Debug for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.effects()).finish()
    }
}
