//! Giving up the thread: how far a process's loop is until then.

use std::task::Poll;

use crate::place::PlaceCore;

/// How many messages are handled before other tasks get their turn.
pub(crate) const TURN: usize = 128;

/// Lets other tasks have their turn.
///
/// Not tokio's `yield_now`: that keeps the task in a list of this very thread until the thread has
/// nothing else to do, and who is in it is stuck when the next task there does not yield. A task
/// that wakes itself stands in the thread's queue, from which idle threads steal.
pub(crate) async fn give_way() {
    let mut given = false;
    std::future::poll_fn(|cx| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// How far the loop is.
pub(crate) struct Pace<'a> {
    core: &'a PlaceCore,
    /// Messages that were handled since the mailbox was told.
    pub(crate) unreleased: usize,
    /// Messages that were handled since others had their turn.
    pub(crate) turn: usize,
    /// What the turn began with.
    begun: usize,
}

impl<'a> Pace<'a> {
    /// At the start; of one whose supervisor was told just now that it is up, where that has its turn.
    pub(crate) fn new(core: &'a PlaceCore, told: bool) -> Self {
        // The task woken last sits in a slot that no other thread can steal from, until this one gives
        // its thread up. A supervisor that was woken just now would wait for the first handler.
        let turn = if told { TURN } else { 0 };
        Self {
            core,
            unreleased: 0,
            turn,
            begun: turn,
        }
    }

    /// Begins a turn, so far in.
    #[inline]
    pub(crate) fn begin(&mut self, turn: usize) {
        self.core.has_handled(self.turn - self.begun);
        (self.turn, self.begun) = (turn, turn);
    }

    /// Counts those before the message in hand: two runs of its handler are told apart.
    #[inline]
    pub(crate) fn count(&mut self) {
        self.core.has_handled(self.turn - 1 - self.begun);
        self.begun = self.turn - 1;
    }
}

/// At the end, also by a panic, what was handled in the last turn counts too.
impl Drop for Pace<'_> {
    fn drop(&mut self) {
        self.begin(0);
    }
}
