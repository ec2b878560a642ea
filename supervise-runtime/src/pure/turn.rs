//! One callback: its state goes in, what it returns is taken apart.

use super::book::Taken;
use super::deed::Deed;
use super::meta::Meta;
use super::next::{Answering, IntoNext, Next};
use super::token::{Deferred, Key};
use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::process::Process;
use crate::reply::ReplyTo;
use crate::unhandled::Unhandled;

/// One callback, as generated code sees it: it lends the state, and takes what the callback returns.
#[allow(
    missing_debug_implementations,
    reason = "only generated code sees it, while a callback runs"
)]
pub struct Turn<'a, P: Process> {
    pub(super) state: &'a mut Option<P>,
    pub(super) own: &'a Ref<P>,
    /// Makes the copy that stands while a callback has the state, where it is to be kept.
    pub(super) spare: Option<fn(&P) -> Option<P>>,
    pub(super) when: When<P>,
    /// `None` in a replay, where nobody waits for anything.
    pub(super) deferred: Option<&'a mut Deferred>,
    pub(super) done: Done<P>,
}

/// What a turn knows of its message.
pub(super) enum When<P: Process> {
    Taken(Taken),
    Recorded(Meta<P>),
}

/// What a callback has left to do.
pub(super) struct Done<P: Process> {
    pub(super) deeds: Vec<Deed<P>>,
    /// Sends the reply, after the effects.
    pub(super) reply: Option<Box<dyn FnOnce() + Send>>,
}

impl<P: Process> Done<P> {
    /// Whether the process ends.
    pub(super) fn stops(&self) -> bool {
        self.deeds.iter().any(|deed| matches!(deed, Deed::Stop(_)))
    }
}

impl<P: Process> Default for Done<P> {
    fn default() -> Self {
        Self {
            deeds: Vec::new(),
            reply: None,
        }
    }
}

/// A state that can be kept while a callback has it, in case there is none after it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has to be `Clone`",
    label = "this callback takes `self`, and the state has to be there if it refuses or panics",
    note = "derive `Clone` for `{Self}`, or take `&self` here"
)]
pub trait StateToKeep: Sized {
    /// A copy.
    fn copy(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<P: Clone> StateToKeep for P {
    fn copy(&self) -> Self {
        self.clone()
    }
}

impl<P: Process> Turn<'_, P> {
    /// What the callback may know of its message. The clock is read here.
    #[must_use]
    pub fn meta(&self) -> Meta<P> {
        match &self.when {
            When::Taken(taken) => Meta::of(self.own, taken.facts()),
            When::Recorded(meta) => meta.clone(),
        }
    }

    /// The state to look at.
    #[must_use]
    pub fn lend(&self) -> Option<&P> {
        self.state.as_ref()
    }

    /// The state to move through the callback. One that panics has lost it, unless it is to be
    /// kept: then a copy stands.
    #[must_use]
    pub fn give(&mut self) -> Option<P> {
        let copy = self
            .spare
            .and_then(|spare| self.state.as_ref().and_then(spare));
        match copy {
            Some(copy) => self.state.replace(copy),
            None => self.state.take(),
        }
    }

    /// A copy to move through the callback; the state stays until there is another.
    #[must_use]
    pub fn give_copy(&self) -> Option<P>
    where
        P: StateToKeep,
    {
        self.state.as_ref().map(P::copy)
    }

    /// Nobody waits for a reply.
    pub fn next(&mut self, returned: impl IntoNext<P>) {
        if let Some(next) = returned.into_next() {
            let (state, _, deeds) = next.take_apart();
            self.commit(state, deeds);
        }
    }

    /// No handler takes the message, whose caller has been told.
    pub fn unhandled(&mut self, policy: Unhandled, message: &'static str, is_call: bool) {
        // A replay tells nobody, but ends where the process did.
        let ends = if self.deferred.is_some() {
            policy.settle(self.own.core(), message, is_call)
        } else {
            policy.ends(message)
        };
        self.done.deeds.extend(ends.map(Deed::Stop));
    }

    /// A receive timeout that there is no callback for.
    pub fn end_idle(&mut self) {
        self.done.deeds.push(Deed::Stop(ExitReason::Normal));
    }

    /// A call that only looks at the state.
    pub fn reply<R: Send + 'static, E: Send + 'static>(&mut self, reply: ReplyTo<R, E>, value: R) {
        reply.send(value);
    }

    /// The same, when it may refuse.
    pub fn result<R: Send + 'static, E: Send + 'static>(
        &mut self,
        reply: ReplyTo<R, E>,
        result: Result<R, E>,
    ) {
        reply.result(result);
    }

    /// A call that changes the state.
    pub fn answer<R: Send + 'static, E: Send + 'static>(
        &mut self,
        reply: ReplyTo<R, E>,
        next: Next<P, R>,
    ) {
        let (state, answer, deeds) = next.take_apart();
        self.commit(state, deeds);
        match answer {
            Answering::Reply(value) if self.done.deeds.is_empty() => reply.send(value),
            Answering::Reply(value) => self.done.reply = Some(Box::new(move || reply.send(value))),
            Answering::Defer(token) => {
                let of = self.key();
                if let Some(deferred) = &mut self.deferred {
                    deferred.defer(of, token, reply);
                }
            }
            // Lost with the process, which says why it ends.
            Answering::Open | Answering::Stop => drop(reply),
        }
    }

    /// The same, when it may refuse: then the state is what it was.
    pub fn answer_or_refuse<R: Send + 'static, E: Send + 'static>(
        &mut self,
        reply: ReplyTo<R, E>,
        next: Result<Next<P, R>, E>,
    ) {
        match next {
            Ok(next) => self.answer(reply, next),
            Err(error) => reply.refuse(error),
        }
    }

    fn commit(&mut self, state: P, deeds: Vec<Deed<P>>) {
        *self.state = Some(state);
        self.done.deeds = deeds;
    }

    fn key(&self) -> Key {
        match &self.when {
            When::Taken(taken) => Key {
                pid: taken.pid,
                sequence: taken.sequence,
            },
            When::Recorded(meta) => Key {
                pid: meta.pid(),
                sequence: meta.sequence(),
            },
        }
    }
}
