//! The process loop: controls first, then one message after another.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use supervise_model::Shutdown;
use tokio::time::Instant;

use crate::control::Control;
use crate::cx::Cx;
use crate::exit::ExitReason;
use crate::link::Exit;
use crate::mailbox::Envelope;
use crate::message::drop_quietly;
use crate::pid::Pid;
use crate::place::{Place, PlaceCore};
use crate::process::{Action, Process, Step};
use crate::timer::later;

/// How an incarnation left its loop.
pub(crate) struct Ended {
    pub(crate) reason: ExitReason,
    /// No handler was broken off.
    pub(crate) clean: bool,
    /// Nothing of the process runs any more, not even terminate.
    pub(crate) killed: bool,
}

/// A process as its loop sees it: where its state is, and how that is shown what has come in.
pub(crate) trait Driver<P: Process>: Send {
    fn handle(
        &mut self,
        message: P::Message,
        cx: &mut Cx<P>,
    ) -> impl Future<Output = Action<P>> + Send;

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;
}

/// An ordinary process changes its state in place.
impl<P: Process> Driver<P> for P {
    fn handle(
        &mut self,
        message: P::Message,
        cx: &mut Cx<P>,
    ) -> impl Future<Output = Action<P>> + Send {
        P::handle(self, message, cx)
    }

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        P::exit(self, exit, cx)
    }

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        P::timeout(self, cx)
    }
}

/// A process that is up, for [`Process::serve`] to choose its loop.
#[allow(
    missing_debug_implementations,
    reason = "only generated code sees it, and only passes it on"
)]
pub struct Running<'a, P: Process> {
    /// Empty while a callback has the state, and after one that has lost it.
    pub(crate) state: &'a mut Option<P>,
    pub(crate) cx: &'a mut Cx<P>,
    pub(crate) batch: &'a mut VecDeque<Envelope<P::Message>>,
    /// What makes a copy of the state before a callback has it, if it is to be kept.
    pub(crate) spare: Option<fn(&P) -> Option<P>>,
}

/// How it has left its loop.
#[allow(
    missing_debug_implementations,
    reason = "only generated code sees it, and only passes it on"
)]
pub struct Served(pub(crate) Ended);

impl<P: Process> Running<'_, P> {
    pub(crate) async fn in_place(self) -> Served {
        Served(match self.state {
            Some(state) => serve(state, self.cx, self.batch).await,
            None => Ended::lost(),
        })
    }
}

impl Ended {
    /// There is no state: nothing can be handled, and nothing ended in order.
    pub(crate) fn lost() -> Self {
        Self {
            reason: ExitReason::NotFound,
            clean: false,
            killed: false,
        }
    }
}

/// The control word has broken a future off.
pub(crate) struct Interrupted;

/// How many messages are handled before other tasks get their turn.
const TURN: usize = 128;

/// Handles messages until the process ends.
pub(crate) async fn serve<P: Process, D: Driver<P>>(
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Ended {
    let place = Arc::clone(&cx.place);
    let core = &place.core;
    let quiet = Control::quiet(cx.pid);
    let step = place.mailbox.release_step();
    let (mut unreleased, mut turn) = (0, 0);
    loop {
        if core.control() != quiet
            && let Some(ended) = attend(state, cx, batch).await
        {
            return ended;
        }
        let Some(envelope) = batch.pop_front() else {
            unreleased = 0;
            // Where tokio's own budget is used up, others are waiting.
            tokio::task::coop::consume_budget().await;
            if let Woken::Idle = wait(&place, cx, batch).await {
                let ran = run(&place, cx.pid, 0, state.timeout(cx)).await;
                if let Some(ended) = settle(ran, cx, batch) {
                    return ended;
                }
            }
            continue;
        };
        unreleased += 1;
        if unreleased >= step {
            let abandoned = || core.control().is_superseded(cx.pid);
            place.mailbox.release(batch.len(), abandoned);
            unreleased = 0;
        }
        let message = match envelope {
            Envelope::Message(message) => message,
            Envelope::Down(notice) => match cx.accept_down(*notice) {
                Some(message) => message,
                None => continue,
            },
        };
        let ran = run(&place, cx.pid, batch.len(), state.handle(message, cx)).await;
        // Going on is what nearly all do: nothing is moved for that.
        if (!matches!(ran, Ok(Action(Step::Continue))) || cx.stop.is_some())
            && let Some(ended) = settle(ran, cx, batch)
        {
            return ended;
        }
        turn += 1;
        if turn >= TURN {
            turn = 0;
            crate::turn::give_way().await;
        }
    }
}

/// Does what the control word asks for; `Some` when that is the end.
async fn attend<P: Process, D: Driver<P>>(
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Option<Ended> {
    let place = Arc::clone(&cx.place);
    // How many messages the exits of this round have put in front.
    let mut first = 0;
    loop {
        let control = place.core.control();
        if control.wants_end(cx.pid) {
            return Some(wanted_of(&place.core, cx.pid, true));
        }
        // Trapped exits come before all messages.
        if !control.has_exit() {
            return None;
        }
        let exit = place.core.next_exit(cx.pid)?;
        let before = batch.len();
        let ran = run(&place, cx.pid, before, state.exit(exit, cx)).await;
        if let Some(ended) = settle(ran, cx, batch) {
            return Some(ended);
        }
        // In the order of their exits.
        let put = batch.len().saturating_sub(before);
        let put: Vec<_> = batch.drain(..put).collect();
        for then in put {
            batch.insert(first, then);
            first += 1;
        }
    }
}

/// Does what a handler's action says; `Some` when that is the end.
fn settle<P: Process>(
    ran: Result<Action<P>, Ended>,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Option<Ended> {
    let mut next = match ran {
        Ok(action) => action.0,
        Err(ended) => return Some(ended),
    };
    if let Step::Pure(rest) = &mut next {
        for message in std::mem::take(&mut rest.then).into_iter().rev() {
            batch.push_front(Envelope::Message(message));
        }
    }
    if let Some(reason) = cx.stop.take() {
        return Some(Ended {
            reason,
            clean: true,
            killed: false,
        });
    }
    match next {
        Step::Timeout(after) => cx.idle = after,
        Step::Then(message) => batch.push_front(Envelope::Message(message)),
        Step::Pure(rest) if rest.hibernate && batch.is_empty() => {
            batch.shrink_to_fit();
            cx.place.mailbox.shrink();
        }
        Step::Continue | Step::Pure(_) => {}
        Step::Stop(reason) => {
            return Some(Ended {
                reason,
                clean: true,
                killed: false,
            });
        }
        Step::Crash(reason) => {
            return Some(Ended {
                reason,
                clean: false,
                killed: false,
            });
        }
    }
    None
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
async fn run<P: Process, F: Future<Output = Action<P>>>(
    place: &Place<P::Message>,
    pid: Pid,
    left: usize,
    handler: F,
) -> Result<Action<P>, Ended> {
    let mut handler = pin!(Some(handler));
    // Most handlers never wait: they pay for nothing else than this one poll.
    match std::future::poll_fn(|task| Poll::Ready(poll(handler.as_mut(), task))).await {
        Poll::Ready(action) => Ok(action),
        Poll::Pending => finish(place, pid, left, handler).await,
    }
}

/// Runs a handler that waits for something on to its end.
async fn finish<P: Process, F: Future<Output = Action<P>>>(
    place: &Place<P::Message>,
    pid: Pid,
    left: usize,
    mut handler: Pin<&mut Option<F>>,
) -> Result<Action<P>, Ended> {
    let broken_off = |handler| {
        break_off(handler);
        wanted_of(&place.core, pid, false)
    };
    match going_on(place, pid, left, Control::wants_end, handler.as_mut()).await {
        Ok(action) => return Ok(action),
        Err(Interrupted) if place.core.control().wants_kill(pid) => {
            return Err(broken_off(handler));
        }
        Err(Interrupted) => {}
    }
    if P::TERMINATES || P::TRAPS_EXITS {
        let rest = going_on(place, pid, left, Control::wants_kill, handler.as_mut());
        let finished = match deadline_of_handler(&place.core) {
            Some(deadline) => tokio::time::timeout_at(deadline, rest)
                .await
                .unwrap_or(Err(Interrupted)),
            None => rest.await,
        };
        return finished.map_err(|Interrupted| broken_off(handler));
    }
    Err(broken_off(handler))
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
pub(crate) async fn interruptible<M, F: Future>(
    place: &Place<M>,
    pid: Pid,
    stops: impl Fn(Control, Pid) -> bool,
    future: F,
) -> Result<F::Output, Interrupted> {
    let mut future = pin!(Some(future));
    match std::future::poll_fn(|task| Poll::Ready(poll(future.as_mut(), task))).await {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => {
            let output = going_on(place, pid, 0, stops, future.as_mut()).await;
            output.inspect_err(|_| break_off(future))
        }
    }
}

/// The same for a future that has been polled and is pending.
async fn going_on<M, F: Future>(
    place: &Place<M>,
    pid: Pid,
    left: usize,
    stops: impl Fn(Control, Pid) -> bool,
    mut future: Pin<&mut Option<F>>,
) -> Result<F::Output, Interrupted> {
    let mut polled = true;
    std::future::poll_fn(|task| {
        // Polled twice in a row, a future that gives its thread up would not.
        if !std::mem::take(&mut polled)
            && let Poll::Ready(output) = poll(future.as_mut(), task)
        {
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
