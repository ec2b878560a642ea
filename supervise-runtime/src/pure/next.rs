//! What a callback of a pure process returns: the next state, the reply, and effects as data.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use super::deed::Deed;
use super::effect::Effect;
use super::effects::Act;
use super::level::Level;
use super::token::{Key, Token};
use crate::call::Call;
use crate::cast::Cast;
use crate::error::CallError;
use crate::exit::ExitReason;
use crate::process::Process;

/// What comes after a callback of a pure process: its next state, a reply if there is somebody to
/// reply to, and what else is to happen.
///
/// It is data: nothing happens until the callback has returned it. Then the state is the process's,
/// the effects are performed in the order in which they were written, the reply is sent, and the
/// next message is handled. A process that is killed in between has the state and loses the rest of
/// the effects; a callback that panics has none.
///
/// `Next::new(state)` is a `Next<S>`, which replies to nobody: what a cast, info, exit or timeout
/// returns. A call has to be answered, and returns a `Next<S, R>`: one verb of [`reply`](Self::reply),
/// [`defer`](Self::defer) and [`stop`](Self::stop) makes the one the other.
///
/// With `self` moved into `Next::new`, what an effect needs of it is made before:
/// `let note = self.audit.record(5).owned(); Next::new(self).send(note)`.
#[must_use = "nothing happens until the callback returns it"]
pub struct Next<S: Process, R = Open> {
    state: S,
    answer: Answering<R>,
    deeds: Vec<Deed<S>>,
}

/// In place of a reply: nothing has been replied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open(Infallible);

pub(super) enum Answering<R> {
    Open,
    Reply(R),
    Defer(Key),
    /// The caller learns why the process has ended.
    Stop,
}

impl<S: Process> Next<S> {
    /// Goes on with this state.
    pub fn new(state: S) -> Self {
        Self {
            state,
            answer: Answering::Open,
            deeds: Vec::new(),
        }
    }

    /// Replies, after all effects.
    pub fn reply<R>(self, reply: R) -> Next<S, R> {
        self.answered(Answering::Reply(reply))
    }

    /// Leaves the call open: it is answered later, by [`answer`](Self::answer) or
    /// [`refuse`](Self::refuse) with this token. It has to be the one of the message that is being
    /// handled, from [`Meta::token`](super::Meta::token); by any other the call fails.
    pub fn defer<R, E>(self, token: Token<R, E>) -> Next<S, R> {
        self.answered(Answering::Defer(token.key()))
    }

    /// Ends the process for this reason, when the effects are performed; a caller gets the reason.
    pub fn stop<R>(self, reason: ExitReason) -> Next<S, R> {
        self.with(Deed::Stop(reason)).answered(Answering::Stop)
    }

    fn answered<R>(self, answer: Answering<R>) -> Next<S, R> {
        Next {
            state: self.state,
            answer,
            deeds: self.deeds,
        }
    }
}

impl<S: Process, R> Next<S, R> {
    /// Sends a cast, and waits for room in the mailbox. What can't be delivered is a dead letter, as
    /// is a cast to itself that finds its own mailbox full.
    pub fn send<Q: Process, A>(mut self, cast: Cast<'_, Q, A>) -> Self {
        self.deeds.extend(Act::send(cast).map(Deed::Act));
        self
    }

    /// Makes a call, and waits for room in the mailbox but not for the answer. That comes back as
    /// the message of a `#[cast]` or `#[info]` handler: `.call(prices.get(key), Self::priced)`.
    pub fn call<Q, A, T, E>(
        mut self,
        call: Call<'_, Q, A, T, E>,
        then: fn(Result<T, CallError<E>>) -> S::Message,
    ) -> Self
    where
        Q: Process,
        T: Send + 'static,
        E: Send + 'static,
    {
        self.deeds.extend(Deed::call(call, then));
        self
    }

    /// Sends a cast after this time. The timer is the process's, and ends with it.
    pub fn after<Q: Process, A>(mut self, delay: Duration, cast: Cast<'_, Q, A>) -> Self {
        self.deeds.extend(Deed::after(delay, cast));
        self
    }

    /// Sends a cast again and again, first after one period. A tick that finds the mailbox full is
    /// missed. The timer is the process's, and ends with it.
    ///
    /// # Panics
    ///
    /// When the period is zero.
    #[track_caller]
    pub fn every<Q, A>(mut self, period: Duration, cast: Cast<'_, Q, A>) -> Self
    where
        Q: Process,
        A: Clone + Send + 'static,
    {
        assert!(!period.is_zero(), "the period of a timer is above zero");
        self.deeds.extend(Deed::every(period, cast));
        self
    }

    /// Answers a call that was deferred. One that is answered already, or whose caller has left, is
    /// noted in the log.
    pub fn answer<T: Send + 'static, E>(self, token: Token<T, E>, reply: T) -> Self {
        self.with(Deed::Act(Act::answer(token, reply)))
    }

    /// Refuses a call that was deferred: its caller gets [`CallError::Refused`].
    pub fn refuse<T, E: Send + 'static>(self, token: Token<T, E>, error: E) -> Self {
        self.with(Deed::Act(Act::refuse(token, error)))
    }

    /// Writes a line to the log.
    pub fn log(self, level: Level, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(Deed::Act(Act::Log(level, text.into())))
    }

    /// From now on calls `#[timeout]` whenever nothing has come in for this long; `None` switches
    /// that off.
    pub fn timeout(self, after: impl Into<Option<Duration>>) -> Self {
        self.with(Deed::Timeout(after.into()))
    }

    /// Gives back memory that an idle process does not need. The next message wakes it as ever.
    pub fn hibernate(self) -> Self {
        self.with(Deed::Hibernate)
    }

    /// Goes on with this message of its own, before all others; of several the first comes first.
    pub fn then<A>(mut self, cast: Cast<'_, S, A>) -> Self {
        self.deeds.extend(cast.into_message().map(Deed::Then));
        self
    }

    /// Ends the process for this reason when all is done, the reply too.
    pub fn then_stop(self, reason: ExitReason) -> Self {
        self.with(Deed::Stop(reason))
    }

    /// The next state.
    #[must_use]
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The next state alone.
    #[must_use]
    pub fn into_state(self) -> S {
        self.state
    }

    /// The reply, unless the call is deferred or the process stops without one.
    #[must_use]
    pub fn reply_ref(&self) -> Option<&R> {
        match &self.answer {
            Answering::Reply(reply) => Some(reply),
            _ => None,
        }
    }

    /// Whether the call is left open with this token.
    #[must_use]
    pub fn defers<E>(&self, token: Token<R, E>) -> bool {
        matches!(self.answer, Answering::Defer(key) if key == token.key())
    }

    /// What else is to happen, in order.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        self.deeds.iter().map(Deed::describe).collect()
    }

    /// State, reply and effects.
    #[must_use]
    pub fn into_parts(self) -> (S, Option<R>, Vec<Effect>) {
        let effects = self.effects();
        let reply = match self.answer {
            Answering::Reply(reply) => Some(reply),
            _ => None,
        };
        (self.state, reply, effects)
    }

    pub(super) fn take_apart(self) -> (S, Answering<R>, Vec<Deed<S>>) {
        (self.state, self.answer, self.deeds)
    }

    fn with(mut self, deed: Deed<S>) -> Self {
        self.deeds.push(deed);
        self
    }
}

/// What a callback without a reply may return.
#[diagnostic::on_unimplemented(
    message = "a callback without a reply can't return `{Self}`",
    label = "no next state of `{P}`",
    note = "return `Self` or `Next<Self>`, or take `&self` and return nothing; a handler with a reply is a `#[call]`"
)]
pub trait IntoNext<P: Process> {
    /// The next state, if there is a new one, with what else is to happen.
    fn into_next(self) -> Option<Next<P>>;
}

impl<P: Process> IntoNext<P> for () {
    fn into_next(self) -> Option<Next<P>> {
        None
    }
}

impl<P: Process> IntoNext<P> for P {
    fn into_next(self) -> Option<Next<P>> {
        Some(Next::new(self))
    }
}

impl<P: Process> IntoNext<P> for Next<P> {
    fn into_next(self) -> Option<Self> {
        Some(self)
    }
}

impl<S: Process + fmt::Debug, R: fmt::Debug> fmt::Debug for Next<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut next = f.debug_struct("Next");
        next.field("state", &self.state);
        match &self.answer {
            Answering::Open | Answering::Stop => {}
            Answering::Reply(reply) => {
                next.field("reply", reply);
            }
            Answering::Defer(key) => {
                next.field("deferred", &key.sequence);
            }
        }
        next.field("effects", &self.effects()).finish()
    }
}
