//! `reinit`: what an incarnation leaves to the next one in its place, and what that makes of it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::link::Exit;
use crate::message::Message;
use crate::process::{Action, End, Handled, Process};
use crate::serve::{Driver, Ended, Running, Served, serve};

/// A process that can give its state as of its last completed callback, so that the next incarnation
/// can go on from it: a pure process, or one with a `#[checkpoint]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't give its last state",
    label = "it is neither pure nor has it a `#[checkpoint]`",
    note = "a handler of `{Self}` that is broken off may leave its state half done: give it a `#[checkpoint] fn save(&self) -> Self`, which is called after each handler, or make it `#[managed_process(pure)]`, with `{Self}: Clone` where a callback takes `self`",
    note = "with `reinit: fresh` each incarnation is made anew"
)]
pub trait KeepsState: Process {
    /// How a process that changes its state in place gives a copy of it. Where a pure process's
    /// callback lost its state, the incarnation has none.
    #[doc(hidden)]
    const CHECKPOINT: Option<Checkpoint<Self>> = None;

    /// A copy that stands while a callback has the state; `None` where no callback takes it.
    fn spare(&self) -> Option<Self> {
        None
    }

    /// Runs `#[terminate]` while the state is kept: on a copy where that takes `self`.
    fn terminate_kept(&self, end: &End, cx: &mut Cx<Self>) -> impl Future<Output = ()> + Send {
        const {
            assert!(
                !Self::TERMINATES || Self::CHECKPOINT.is_some(),
                "its `#[terminate]` would not run"
            );
        }
        let _ = (end, cx);
        std::future::ready(())
    }
}

/// How, and after how many callbacks each, a copy is made.
#[doc(hidden)]
#[allow(
    missing_debug_implementations,
    reason = "only generated code sees it, and only makes it"
)]
pub struct Checkpoint<P> {
    /// Makes the copy.
    pub take: fn(&P) -> P,
    /// 1 for each.
    pub every: u32,
}

/// The incarnation before this one, as the next one is told of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Previous {
    /// Which restart of this place this is: 1 is the first.
    pub attempt: u32,
    /// Why it ended.
    pub exit: ExitReason,
    /// For how long it had been there.
    pub uptime: Duration,
}

/// What becomes of the last one's state, and of its mailbox.
pub(crate) struct Reinit<P: Process> {
    /// Whether and how there is one.
    pub(crate) keep: Option<Keep<P>>,
    /// Makes the next state; `None` is made anew.
    pub(crate) with: Option<With<P>>,
    /// Whether the next incarnation has what waits in the mailbox.
    pub(crate) keeps_mailbox: bool,
}

/// See [`Child::reinit_with`](crate::Child::reinit_with).
pub(crate) type With<P> = fn(&Previous, Option<P>) -> Option<P>;

/// What an incarnation has to know to leave its state behind.
pub(crate) struct Keep<P: Process> {
    terminate: Terminate<P>,
    /// See [`KeepsState::spare`].
    pub(crate) spare: fn(&P) -> Option<P>,
    /// See [`KeepsState::CHECKPOINT`].
    pub(crate) is_copy: bool,
}

type Terminate<P> = for<'a> fn(&'a P, &'a End, &'a mut Cx<P>) -> Terminating<'a>;
type Terminating<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

impl<P: KeepsState> Keep<P> {
    pub(crate) fn new() -> Self {
        const {
            assert!(
                cfg!(panic = "unwind"),
                "`reinit: last_known` needs panics that unwind: with `panic = \"abort\"` no incarnation follows"
            );
        }
        Self {
            terminate: |state, end, cx| Box::pin(state.terminate_kept(end, cx)),
            spare: P::spare,
            is_copy: P::CHECKPOINT.is_some(),
        }
    }
}

impl<P: Process> Keep<P> {
    pub(crate) fn terminate<'a>(
        self,
        state: &'a P,
        end: &'a End,
        cx: &'a mut Cx<P>,
    ) -> Terminating<'a> {
        (self.terminate)(state, end, cx)
    }
}

impl<P: Process> Clone for Keep<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Process> Copy for Keep<P> {}

impl<P: Process> Reinit<P> {
    /// Each incarnation is made anew.
    pub(crate) const FRESH: Self = Self {
        keep: None,
        with: None,
        keeps_mailbox: false,
    };

    /// As a description shows it.
    pub(crate) fn shown(&self) -> supervise_model::Reinit {
        match (self.keep, self.with) {
            (None, None) => supervise_model::Reinit::Fresh,
            (Some(_), None) => supervise_model::Reinit::LastKnown,
            (None, Some(_)) => supervise_model::Reinit::With,
            (Some(_), Some(_)) => supervise_model::Reinit::LastKnownWith,
        }
    }
}

impl<P: Process> Clone for Reinit<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Process> Copy for Reinit<P> {}

/// A process that changes its state in place, of which a copy is made now and then.
struct Copied<'a, P: KeepsState> {
    state: &'a mut P,
    saved: &'a mut Option<Box<P>>,
    checkpoint: Checkpoint<P>,
    /// How many callbacks were completed since the last copy.
    since: u32,
}

impl<P: KeepsState> Running<'_, P> {
    /// Runs it in place, and makes the copies if they are wanted.
    pub async fn with_checkpoints(self) -> Served {
        let (Some(checkpoint), Some(_)) = (P::CHECKPOINT, self.spare) else {
            return self.in_place().await;
        };
        let Some(state) = self.state else {
            return Served(Ended::lost());
        };
        let mut copied = Copied {
            state,
            saved: self.saved,
            checkpoint,
            since: 0,
        };
        copied.save();
        serve(Some(&mut copied), self.cx, self.batch, self.told).await
    }
}

impl<P: KeepsState> Copied<'_, P> {
    fn save(&mut self) {
        let copy = Box::new((self.checkpoint.take)(self.state));
        *self.saved = Some(copy);
        self.since = 0;
    }

    /// A callback has come to its end.
    fn completed(&mut self) {
        self.since += 1;
        if self.since >= self.checkpoint.every {
            self.save();
        }
    }
}

impl<P: KeepsState> Driver<P> for Copied<'_, P> {
    type Later = P::Message;

    fn now(&mut self, message: P::Message, cx: &mut Cx<P>) -> Handled<P> {
        let handled = P::handle_now(self.state, message, cx);
        if let Handled::Done(_) = handled {
            self.completed();
        }
        handled
    }

    async fn later(&mut self, message: P::Message, cx: &mut Cx<P>) -> Action<P> {
        let action = P::handle(self.state, message, cx).await;
        self.completed();
        action
    }

    async fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> Action<P> {
        let action = P::exit(self.state, exit, cx).await;
        self.completed();
        action
    }

    fn number(message: &P::Message) -> u16 {
        message.number()
    }

    fn hibernate(&mut self, cx: &mut Cx<P>) {
        P::hibernate(self.state, cx);
    }

    async fn timeout(&mut self, cx: &mut Cx<P>) -> Action<P> {
        let action = P::timeout(self.state, cx).await;
        self.completed();
        action
    }
}
