//! A future that the control word may break off: a handler, an init, a terminate.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use supervise_model::Shutdown;
use tokio::time::Instant;

use crate::control::Control;
use crate::message::drop_quietly;
use crate::pid::Pid;
use crate::place::{Place, PlaceCore};
use crate::process::{Action, Process};
use crate::serve::{Ended, wanted_of};
use crate::timer::later;

/// The control word has broken a future off.
pub(crate) struct Interrupted;

/// Runs a handler, which an exit may break off at an await: a kill at once; another at once as
/// well, unless the process has something to say about its end, in which case the handler may
/// finish within half of the shutdown budget, and the other half is terminate's.
pub(crate) struct Run<'a, P: Process, F> {
    place: &'a Place<P::Message>,
    pid: Pid,
    /// How many messages are left in the batch.
    left: usize,
    handler: Pin<&'a mut Option<F>>,
    /// The end is ordered, and the handler may finish until then.
    grace: Option<Grace>,
}

/// Boxed, since it is rare; without an alarm there is no limit.
type Grace = Option<Pin<Box<tokio::time::Sleep>>>;

pub(crate) fn run<'a, P: Process, F: Future<Output = Action<P>>>(
    place: &'a Place<P::Message>,
    pid: Pid,
    left: usize,
    handler: Pin<&'a mut Option<F>>,
) -> Run<'a, P, F> {
    Run {
        place,
        pid,
        left,
        handler,
        grace: None,
    }
}

impl<P: Process, F: Future<Output = Action<P>>> Future for Run<'_, P, F> {
    type Output = Result<Action<P>, Ended>;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Poll::Ready(action) = poll(this.handler.as_mut(), task) {
            this.place.core.waits.forget();
            return Poll::Ready(Ok(action));
        }
        if this.grace.is_none() && this.is_told(Control::wants_end, task) {
            let says = P::TERMINATES || P::TRAPS_EXITS;
            if !says || this.place.core.control().wants_kill(this.pid) {
                return this.broken_off();
            }
            let alarm = deadline_of_handler(&this.place.core).map(tokio::time::sleep_until);
            this.grace = Some(alarm.map(Box::pin));
        }
        if let Some(alarm) = &mut this.grace {
            let late = alarm
                .as_mut()
                .is_some_and(|alarm| alarm.as_mut().poll(task).is_ready());
            if late || this.is_told(Control::wants_kill, task) {
                return this.broken_off();
            }
        }
        Poll::Pending
    }
}

impl<P: Process, F> Run<'_, P, F> {
    /// Whether the control word says so; if not, its next change wakes the task.
    fn is_told(&self, what: fn(Control, Pid) -> bool, task: &Context<'_>) -> bool {
        let told = || what(self.place.core.control(), self.pid);
        self.place.mailbox.note_busy(task, self.left, &told)
    }

    fn broken_off(&mut self) -> Poll<Result<Action<P>, Ended>> {
        break_off(self.handler.as_mut());
        Poll::Ready(Err(wanted_of(&self.place.core, self.pid, false)))
    }
}

/// Polls what has not been broken off.
fn poll<F: Future>(future: Pin<&mut Option<F>>, task: &mut Context<'_>) -> Poll<F::Output> {
    match future.as_pin_mut() {
        Some(future) => future.poll(task),
        None => Poll::Pending,
    }
}

/// Drops a future that is not finished. A panic of what it holds does not change why it was
/// broken off.
fn break_off<F>(mut future: Pin<&mut Option<F>>) {
    drop_quietly("broken off", || future.set(None));
}

fn deadline_of_handler(core: &PlaceCore) -> Option<Instant> {
    let since = core
        .end_order()
        .map_or_else(Instant::now, |order| order.since);
    match core.shutdown() {
        Shutdown::Infinity => None,
        Shutdown::After(budget) => Some(later(since, budget / 2)),
        _ => Some(since),
    }
}

/// Polls a future until the control word, as `stops` reads it, breaks it off. The future goes first:
/// one that is ready is never broken off.
pub(crate) fn interruptible<'a, M, F: Future>(
    place: &'a Place<M>,
    pid: Pid,
    stops: fn(Control, Pid) -> bool,
    mut future: Pin<&'a mut Option<F>>,
) -> impl Future<Output = Result<F::Output, Interrupted>> {
    std::future::poll_fn(move |task| {
        if let Poll::Ready(output) = poll(future.as_mut(), task) {
            return Poll::Ready(Ok(output));
        }
        let stopped = || stops(place.core.control(), pid);
        if place.mailbox.note_busy(task, 0, &stopped) {
            break_off(future.as_mut());
            return Poll::Ready(Err(Interrupted));
        }
        Poll::Pending
    })
}
