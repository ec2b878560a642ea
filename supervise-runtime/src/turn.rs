//! Giving up the thread.

use std::task::Poll;

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
