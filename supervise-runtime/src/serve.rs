//! The process loop: controls first, then one message after another.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use supervise_model::Shutdown;
use tokio::time::Instant;

use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::mailbox::Envelope;
use crate::pid::Pid;
use crate::place::{Control, Place, PlaceCore};
use crate::process::{Action, Next, Process};

/// How an incarnation left its loop.
pub(crate) struct Ended {
    pub(crate) reason: ExitReason,
    /// No handler was broken off.
    pub(crate) clean: bool,
    /// Nothing of the process runs any more, not even terminate.
    pub(crate) killed: bool,
}

/// The control word has broken a future off.
pub(crate) struct Interrupted;

/// How many messages are handled before other tasks get their turn.
const TURN: usize = 128;

/// Handles messages until the process ends.
pub(crate) async fn serve<P: Process>(
    state: &mut P,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
    first: Option<P::Message>,
) -> Ended {
    let place = Arc::clone(&cx.place);
    let core = &place.core;
    let quiet = Control::quiet(cx.pid);
    let step = place.mailbox.release_step();
    let (mut unreleased, mut turn) = (0, 0);
    let mut next = first.map(Envelope::Message);
    loop {
        if core.control() != quiet
            && let Some(ended) = attend(state, cx, batch.len()).await
        {
            return ended;
        }
        let Some(envelope) = next.take().or_else(|| batch.pop_front()) else {
            unreleased = 0;
            // Where tokio's own budget is used up, others are waiting.
            tokio::task::coop::consume_budget().await;
            if let Woken::Idle = wait(&place, cx, batch).await {
                let action = handler(&place, cx.pid, 0, state, cx, |state, cx| {
                    P::timeout(state, cx)
                })
                .await;
                match settle(action, cx) {
                    Ok(then) => next = then.map(Envelope::Message),
                    Err(ended) => return ended,
                }
            }
            continue;
        };
        unreleased += 1;
        if unreleased >= step {
            place.mailbox.release(batch.len());
            unreleased = 0;
        }
        let message = match envelope {
            Envelope::Message(message) => message,
            Envelope::Down(notice) => match cx.accept_down(*notice) {
                Some(message) => message,
                None => continue,
            },
        };
        let left = batch.len();
        let action = handler(&place, cx.pid, left, state, cx, |state, cx| {
            P::handle(state, message, cx)
        })
        .await;
        match settle(action, cx) {
            Ok(then) => next = then.map(Envelope::Message),
            Err(ended) => return ended,
        }
        turn += 1;
        if turn >= TURN {
            turn = 0;
            crate::turn::give_way().await;
        }
    }
}

/// Does what the control word asks for; `Some` when that is the end.
async fn attend<P: Process>(state: &mut P, cx: &mut Cx<P>, left: usize) -> Option<Ended> {
    let place = Arc::clone(&cx.place);
    loop {
        let control = place.core.control();
        if control.wants_end(cx.pid) {
            return Some(wanted_of(&place.core, cx.pid, true));
        }
        // Trapped exits come before all messages.
        if !control.has_exit() {
            return None;
        }
        let exit = place.core.next_exit()?;
        let action = handler(&place, cx.pid, left, state, cx, |state, cx| {
            P::exit(state, exit, cx)
        })
        .await;
        match settle(action, cx) {
            Ok(None) => {}
            // An exit's "then" has to wait for nothing but the exits before it.
            Ok(Some(message)) => {
                let action = handler(&place, cx.pid, left, state, cx, |state, cx| {
                    P::handle(state, message, cx)
                })
                .await;
                if let Err(ended) = settle(action, cx) {
                    return Some(ended);
                }
            }
            Err(ended) => return Some(ended),
        }
    }
}

/// What a handler's action means: the message to go on with, or the end.
fn settle<P: Process>(
    action: Result<Action<P>, Ended>,
    cx: &mut Cx<P>,
) -> Result<Option<P::Message>, Ended> {
    let next = action?.0;
    if let Some(reason) = cx.stop.take() {
        return Err(Ended {
            reason,
            clean: true,
            killed: false,
        });
    }
    match next {
        Next::Continue => Ok(None),
        Next::Timeout(after) => {
            cx.idle = after;
            Ok(None)
        }
        Next::Then(message) => Ok(Some(message)),
        Next::Stop(reason) => Err(Ended {
            reason,
            clean: true,
            killed: false,
        }),
    }
}

enum Woken {
    /// By a message or a control.
    Called,
    /// By the receive timeout.
    Idle,
}

async fn wait<P: Process>(
    place: &Place<P::Message>,
    cx: &Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Woken {
    let quiet = Control::quiet(cx.pid);
    let mut idle = cx.idle.map(|after| Box::pin(tokio::time::sleep(after)));
    std::future::poll_fn(|task| {
        if place
            .mailbox
            .poll_refill(task, batch, || place.core.control() != quiet)
            .is_ready()
        {
            return Poll::Ready(Woken::Called);
        }
        match &mut idle {
            Some(idle) => idle.as_mut().poll(task).map(|()| Woken::Idle),
            None => Poll::Pending,
        }
    })
    .await
}

/// Runs a handler, which an exit may break off at an await: a kill at once; another at once as
/// well, unless the process has something to say about its end, in which case the handler may
/// finish within half of the shutdown budget, and the other half is terminate's.
async fn handler<'s, P, F>(
    place: &Place<P::Message>,
    pid: Pid,
    left: usize,
    state: &'s mut P,
    cx: &'s mut Cx<P>,
    run: impl FnOnce(&'s mut P, &'s mut Cx<P>) -> F,
) -> Result<Action<P>, Ended>
where
    P: Process,
    F: Future<Output = Action<P>> + 's,
{
    let finishes = P::TERMINATES || P::TRAPS_EXITS;
    let mut future = pin!(run(state, cx));
    if !finishes {
        return interruptible(place, pid, left, Control::wants_end, future)
            .await
            .map_err(|Interrupted| wanted_of(&place.core, pid, false));
    }
    match interruptible(place, pid, left, Control::wants_end, future.as_mut()).await {
        Ok(action) => return Ok(action),
        Err(Interrupted) if place.core.control().wants_kill(pid) => {
            return Err(wanted_of(&place.core, pid, false));
        }
        Err(Interrupted) => {}
    }
    let rest = interruptible(place, pid, left, Control::wants_kill, future);
    let finished = match deadline_of_handler(&place.core) {
        Some(deadline) => tokio::time::timeout_at(deadline, rest)
            .await
            .unwrap_or(Err(Interrupted)),
        None => rest.await,
    };
    finished.map_err(|Interrupted| wanted_of(&place.core, pid, false))
}

fn deadline_of_handler(core: &PlaceCore) -> Option<Instant> {
    let since = core
        .end_order()
        .map_or_else(Instant::now, |order| order.since);
    match core.shutdown() {
        Shutdown::Infinity => None,
        Shutdown::After(budget) => Some(since + budget / 2),
        _ => Some(since),
    }
}

/// Polls a future until the control word, as `stops` reads it, breaks it off. The future goes first:
/// one that is ready is never broken off.
pub(crate) async fn interruptible<M, F: Future>(
    place: &Place<M>,
    pid: Pid,
    left: usize,
    stops: impl Fn(Control, Pid) -> bool,
    future: F,
) -> Result<F::Output, Interrupted> {
    let mut future = pin!(future);
    std::future::poll_fn(|task| {
        if let Poll::Ready(output) = future.as_mut().poll(task) {
            return Poll::Ready(Ok(output));
        }
        let stopped = || stops(place.core.control(), pid);
        if place.mailbox.note_busy(task, left, stopped) {
            Poll::Ready(Err(Interrupted))
        } else {
            Poll::Pending
        }
    })
    .await
}

/// The end that the control word asks for.
pub(crate) fn wanted(core: &PlaceCore) -> Ended {
    match core.end_order() {
        Some(order) if !core.control().kills() => Ended {
            reason: order.reason,
            clean: false,
            killed: false,
        },
        _ => Ended {
            reason: ExitReason::Killed,
            clean: false,
            killed: true,
        },
    }
}

fn wanted_of(core: &PlaceCore, pid: Pid, clean: bool) -> Ended {
    if core.control().is_superseded(pid) {
        return Ended {
            reason: ExitReason::Killed,
            clean: false,
            killed: true,
        };
    }
    Ended {
        clean,
        ..wanted(core)
    }
}

impl Control {
    /// An end of any kind.
    pub(crate) fn wants_end(self, pid: Pid) -> bool {
        self.ends() || self.wants_kill(pid)
    }

    /// An end without another word.
    pub(crate) fn wants_kill(self, pid: Pid) -> bool {
        self.kills() || self.is_superseded(pid)
    }
}
