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
use crate::process::{Action, Handled, Process, Step};
use crate::ranked::INTAKE;
use crate::timer::later;
use crate::turn::TURN;

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
    /// What is left to do where a message can't be handled at once.
    type Later: Send;

    fn now(&mut self, message: P::Message, cx: &mut Cx<P>) -> Handled<P, Self::Later>;

    fn later(
        &mut self,
        later: Self::Later,
        cx: &mut Cx<P>,
    ) -> impl Future<Output = Action<P>> + Send;

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;
}

/// An ordinary process changes its state in place.
impl<P: Process> Driver<P> for P {
    type Later = P::Message;

    #[inline]
    fn now(&mut self, message: P::Message, cx: &mut Cx<P>) -> Handled<P> {
        P::handle_now(self, message, cx)
    }

    fn later(
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
    /// Its supervisor was told just now that it is up.
    pub(crate) told: bool,
    /// The last copy that a process with a checkpoint has made.
    pub(crate) saved: &'a mut Option<Box<P>>,
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
            Some(state) => serve(state, self.cx, self.batch, self.told).await,
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

/// Handles messages until the process ends.
///
/// What waits stands here, what does not in [`work`]: a plain function, in which a message costs no
/// future. What is rare is boxed, since a process has room for the largest of all that it may wait for.
pub(crate) async fn serve<P: Process, D: Driver<P>>(
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
    told: bool,
) -> Ended {
    let place = Arc::clone(&cx.place);
    let mut pace = Pace {
        unreleased: 0,
        // The task woken last sits in a slot that no other thread can steal from, until this one gives
        // its thread up. A supervisor that was woken just now would wait for the first handler.
        turn: if told { TURN } else { 0 },
    };
    loop {
        let ended = match work(&place, state, cx, batch, &mut pace) {
            Pause::Control if place.core.control().wants_end(cx.pid) => {
                Some(wanted_of(&place.core, cx.pid, true))
            }
            Pause::Last => Some(Ended {
                reason: ExitReason::Shutdown,
                clean: true,
                killed: false,
            }),
            Pause::Control => Box::pin(attend(state, cx, batch)).await,
            Pause::Empty => match wait(&place, cx, batch, &mut pace).await {
                Woken::Called => {
                    if P::PRIORITIES {
                        rank(cx, batch);
                    }
                    None
                }
                Woken::Idle => Box::pin(idle(&place, state, cx, batch)).await,
            },
            Pause::Turn => {
                crate::turn::give_way().await;
                None
            }
            Pause::Action(action) => settle(Ok(action), cx, batch),
            Pause::Waits(later) => {
                let ran = {
                    let (pid, left) = (cx.pid, left(cx, batch));
                    let handler = pin!(Some(state.later(later, cx)));
                    run::<P, _>(&place, pid, left, handler).await
                };
                settle(ran, cx, batch)
            }
        };
        if let Some(ended) = ended {
            return ended;
        }
    }
}

/// How far the loop is.
struct Pace {
    /// Messages that were handled since the mailbox was told.
    unreleased: usize,
    /// Messages that were handled since others had their turn.
    turn: usize,
}

/// Why the loop does not go on with the next message at once.
enum Pause<P: Process, L> {
    /// There is a control to attend to.
    Control,
    /// The batch is empty.
    Empty,
    /// Others have their turn.
    Turn,
    /// Everything was handled that was to be handled before the end.
    Last,
    /// A handler asks for more than to go on.
    Action(Action<P>),
    /// This has to be waited for.
    Waits(L),
}

/// Handles what can be handled at once.
fn work<P: Process, D: Driver<P>>(
    place: &Place<P::Message>,
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
    pace: &mut Pace,
) -> Pause<P, D::Later> {
    let core = &place.core;
    let quiet = Control::quiet(cx.pid);
    let step = place.mailbox.release_step();
    loop {
        if core.control() != quiet {
            return Pause::Control;
        }
        if P::PRIORITIES {
            next_ranked(place, cx, batch);
        }
        if batch.is_empty() {
            pace.unreleased = 0;
            return Pause::Empty;
        }
        if pace.turn >= TURN {
            pace.turn = 0;
            return Pause::Turn;
        }
        let Some(envelope) = batch.pop_front() else {
            continue;
        };
        pace.unreleased += 1;
        if pace.unreleased >= step {
            let (pid, left) = (cx.pid, left(cx, batch));
            let abandoned = || core.control().is_superseded(pid);
            place.mailbox.release(left, abandoned);
            pace.unreleased = 0;
        }
        let message = match envelope {
            Envelope::Message(message) => message,
            Envelope::Notice(Some(notice)) => match cx.accept(*notice) {
                Some(message) => message,
                None => continue,
            },
            Envelope::Notice(None) => return Pause::Last,
        };
        pace.turn += 1;
        match state.now(message, cx) {
            // Going on is what nearly all do: nothing is moved for that.
            Handled::Done(Action(Step::Continue)) if cx.stop.is_none() => {}
            Handled::Done(action) => return Pause::Action(action),
            Handled::Waits(later) => return Pause::Waits(later),
        }
    }
}

/// How many messages the reader has before it.
fn left<P: Process>(cx: &mut Cx<P>, batch: &VecDeque<Envelope<P::Message>>) -> usize {
    match cx.aside() {
        Some(aside) if P::PRIORITIES => batch.len() + aside.ranked.len(),
        _ => batch.len(),
    }
}

/// Puts what the batch has among what is ranked already. Nothing is lost when a priority can't be
/// computed, since the batch is the incarnation's.
fn rank<P: Process>(cx: &mut Cx<P>, batch: &mut VecDeque<Envelope<P::Message>>) {
    cx.put_aside().ranked.take_in(batch);
}

/// Takes in what has come since, and puts the most urgent message into an empty batch.
fn next_ranked<P: Process>(
    place: &Place<P::Message>,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) {
    if !batch.is_empty() {
        return;
    }
    let (pid, left) = (cx.pid, left(cx, batch));
    if cx.put_aside().ranked.takes_more() {
        let abandoned = || place.core.control().is_superseded(pid);
        *batch = place.mailbox.take_some(INTAKE, left, abandoned);
        rank(cx, batch);
    }
    batch.extend(cx.put_aside().ranked.next());
}

/// Nothing has come in for the time that was set.
async fn idle<P: Process, D: Driver<P>>(
    place: &Place<P::Message>,
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Option<Ended> {
    let ran = {
        let pid = cx.pid;
        let handler = pin!(Some(state.timeout(cx)));
        run::<P, _>(place, pid, 0, handler).await
    };
    settle(ran, cx, batch)
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
        let ran = {
            let pid = cx.pid;
            let handler = pin!(Some(state.exit(exit, cx)));
            run::<P, _>(&place, pid, before, handler).await
        };
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
            reason: *reason,
            clean: true,
            killed: false,
        });
    }
    match next {
        Step::Timeout(after) => cx.idle = after,
        Step::Phase(phase) => cx.phase = phase,
        Step::Then(message) => batch.push_front(Envelope::Message(message)),
        Step::Pure(rest) if rest.hibernate && left(cx, batch) == 0 => {
            batch.shrink_to_fit();
            cx.forget_aside();
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
    pace: &mut Pace,
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
        // Others have their turn while this one sleeps.
        pace.turn = 0;
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
struct Run<'a, P: Process, F> {
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

fn run<'a, P: Process, F: Future<Output = Action<P>>>(
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
        self.place.mailbox.note_busy(task, self.left, told)
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
        if place.mailbox.note_busy(task, 0, stopped) {
            break_off(future.as_mut());
            return Poll::Ready(Err(Interrupted));
        }
        Poll::Pending
    })
}

/// The end that the control word asks for.
pub(crate) fn wanted(core: &PlaceCore) -> Ended {
    match core.end_order() {
        Some(order) if !core.control().kills() => Ended {
            reason: order.reason(),
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
