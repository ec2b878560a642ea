//! A reply that comes later: the token in the state, and the table of what it stands for.

use std::any::Any;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::message::Undelivered;
use crate::pid::Pid;
use crate::reply::ReplyTo;

/// Stands for a call that a pure process answers later.
///
/// [`Meta::token`](super::Meta::token) makes it, [`Next::defer`](super::Next::defer) leaves the call
/// open, [`Next::answer`](super::Next::answer) and [`Next::refuse`](super::Next::refuse) settle it,
/// once. It is plain data: to copy or to drop it does nothing. A call that is still open when the
/// process ends fails with the reason of that.
///
/// `R` is the reply of the handler whose call it is, and `E` what that refuses with.
pub struct Token<R, E = Infallible> {
    key: Key,
    types: PhantomData<fn() -> (R, E)>,
}

/// The call without its types: which message of which incarnation it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(super) pid: Pid,
    pub(super) sequence: u64,
}

/// The calls of one incarnation that are open. Nothing is allocated until there is one.
#[derive(Default)]
pub(crate) struct Deferred(BTreeMap<Key, Box<dyn OpenCall>>);

/// What an open call is told. The handlers of a process reply with different types, so the table
/// can't know them; a token does.
pub(crate) enum Verdict {
    Answer(Box<dyn Any + Send>),
    Refuse(Box<dyn Any + Send>),
}

trait OpenCall: Send + Sync {
    fn settle(self: Box<Self>, verdict: Verdict) -> Settled;
    fn fail(self: Box<Self>, why: &Undelivered);
}

enum Settled {
    Told,
    CallerGone,
    /// The token was made for another handler.
    OtherType,
}

impl<R, E> Token<R, E> {
    pub(super) fn new(key: Key) -> Self {
        Self {
            key,
            types: PhantomData,
        }
    }

    pub(super) fn key(&self) -> Key {
        self.key
    }

    /// The number of the message whose reply is deferred; see
    /// [`Meta::sequence`](super::Meta::sequence).
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.key.sequence
    }
}

impl Deferred {
    /// Keeps a call open. `of` is the message that is being handled, and only that can be deferred.
    pub(super) fn defer<R: Send + 'static, E: Send + 'static>(
        &mut self,
        of: Key,
        token: Key,
        reply: ReplyTo<R, E>,
    ) {
        if token != of {
            tracing::error!(
                ?token,
                message = of.sequence,
                "deferred by the token of another call"
            );
            return reply.fail(&Undelivered::NoReply);
        }
        self.0.insert(token, Box::new(reply));
    }

    pub(super) fn settle(&mut self, token: Key, verdict: Verdict) {
        let settled = match self.0.remove(&token) {
            Some(call) => call.settle(verdict),
            None => {
                tracing::debug!(?token, "answered, but not open");
                return;
            }
        };
        match settled {
            Settled::Told => {}
            Settled::CallerGone => tracing::debug!(?token, "answered, but nobody waits"),
            Settled::OtherType => tracing::error!(?token, "the token has another handler's type"),
        }
    }

    pub(super) fn fail_all(&mut self, why: &Undelivered) {
        for call in std::mem::take(&mut self.0).into_values() {
            call.fail(why);
        }
    }
}

impl<R: Send + 'static, E: Send + 'static> OpenCall for ReplyTo<R, E> {
    fn settle(self: Box<Self>, verdict: Verdict) -> Settled {
        let gone = self.caller_gone();
        let outcome = match verdict {
            Verdict::Answer(reply) => reply.downcast::<R>().map(|reply| Ok(*reply)),
            Verdict::Refuse(error) => error.downcast::<E>().map(|error| Err(*error)),
        };
        match outcome {
            Ok(result) => self.result(result),
            Err(_) => {
                ReplyTo::fail(*self, &Undelivered::NoReply);
                return Settled::OtherType;
            }
        }
        if gone {
            Settled::CallerGone
        } else {
            Settled::Told
        }
    }

    fn fail(self: Box<Self>, why: &Undelivered) {
        ReplyTo::fail(*self, why);
    }
}

impl<R, E> Clone for Token<R, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, E> Copy for Token<R, E> {}

impl<R, E> PartialEq for Token<R, E> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<R, E> Eq for Token<R, E> {}

impl<R, E> PartialOrd for Token<R, E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<R, E> Ord for Token<R, E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl<R, E> Hash for Token<R, E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl<R, E> fmt::Debug for Token<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}#{})", self.key.pid, self.key.sequence)
    }
}
