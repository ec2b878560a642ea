//! `reinit: last_known`: the state that an incarnation leaves to the next one in its place.

use std::future::Future;
use std::pin::Pin;

use crate::cx::Cx;
use crate::process::{End, Process};

/// A process whose state is at any time that of its last completed callback, so that the next
/// incarnation can go on from it, or none: where a callback lost it, the incarnation has none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't give its last state",
    label = "`last_known` is for pure processes",
    note = "a handler of `{Self}` that is broken off may leave its state half done: only `#[managed_process(pure)]` rules that out, with `{Self}: Clone` where a callback takes `self`",
    note = "with `reinit: fresh` each incarnation is made anew"
)]
pub trait KeepsState: Process {
    /// A copy that stands while a callback has the state; `None` where no callback takes it.
    fn spare(&self) -> Option<Self> {
        None
    }

    /// Runs `#[terminate]` while the state is kept: on a copy where that takes `self`.
    fn terminate_kept(&self, end: &End, cx: &mut Cx<Self>) -> impl Future<Output = ()> + Send {
        const { assert!(!Self::TERMINATES, "its `#[terminate]` would not run") }
        let _ = (end, cx);
        std::future::ready(())
    }
}

/// What an incarnation has to know to leave its state behind.
pub(crate) struct Keep<P: Process> {
    terminate: Terminate<P>,
    /// See [`KeepsState::spare`].
    pub(crate) spare: fn(&P) -> Option<P>,
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
