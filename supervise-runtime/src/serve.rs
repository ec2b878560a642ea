//! The process loop: controls first, then one message after another.

use std::collections::VecDeque;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use crate::asleep::{Asleep, Woken};
use crate::control::Control;
use crate::cx::Cx;
use crate::envelope::{Envelope, Notice};
use crate::exit::ExitReason;
use crate::link::Exit;
use crate::message::Message;
use crate::pid::Pid;
use crate::place::{Place, PlaceCore};
use crate::process::{Action, Handled, Process, Step};
use crate::queue::swap_first;
use crate::ranked::INTAKE;
use crate::run::run;
use crate::turn::{Pace, TURN};

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

    /// The number of the handler that this is left for; 0 where that is not known.
    fn number(later: &Self::Later) -> u16 {
        let _ = later;
        0
    }

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send;

    fn hibernate(&mut self, cx: &mut Cx<P>) {
        let _ = cx;
    }
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

    fn number(message: &P::Message) -> u16 {
        message.number()
    }

    fn exit(&mut self, exit: Exit, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        P::exit(self, exit, cx)
    }

    fn timeout(&mut self, cx: &mut Cx<P>) -> impl Future<Output = Action<P>> + Send {
        P::timeout(self, cx)
    }

    fn hibernate(&mut self, cx: &mut Cx<P>) {
        P::hibernate(self, cx);
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
    pub(crate) fn in_place(self) -> impl Future<Output = Served> + Send {
        serve(self.state.as_mut(), self.cx, self.batch, self.told)
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

/// Handles messages until the process ends.
///
/// What waits stands here, what does not in [`work`]: a plain function, in which a message costs no
/// future. What is rare is boxed, since a process has room for the largest of all that it may wait for,
/// and with it for whatever is not known to be gone then: parameters of an `async fn`, or what a `match` is
/// about.
#[allow(clippy::manual_async_fn, reason = "see above")]
pub(crate) fn serve<'a, P: Process, D: Driver<P>>(
    state: Option<&'a mut D>,
    cx: &'a mut Cx<P>,
    batch: &'a mut VecDeque<Envelope<P::Message>>,
    told: bool,
) -> impl Future<Output = Served> + Send + 'a {
    async move {
        let Some(state) = state else {
            return Served(Ended::lost());
        };
        let place = Arc::clone(&cx.place);
        let mut pace = Pace::new(&place.core, told);
        if told && cx.inputs.is_some() {
            // It may be its supervisor's task that polls it now. Its streams, which are the user's, are
            // looked at in its own.
            crate::turn::give_way().await;
        }
        'turn: loop {
            let (number, later) = 'waits: {
                let rest = match work(&place, state, cx, batch, &mut pace) {
                    Pause::Waits(number, later) => break 'waits (number, later),
                    Pause::End(ended) => return Served(*ended),
                    Pause::Rest(rest) => rest,
                };
                let ended = match rest {
                    Rest::Control if place.core.control().wants_end(cx.pid) => {
                        return Served(wanted_of(&place.core, cx.pid, true));
                    }
                    Rest::Control => Box::pin(attend(state, cx, batch)).await,
                    Rest::Empty => match Asleep::new(&place, cx, batch, &mut pace).await {
                        Woken::Called => {
                            if P::PRIORITIES {
                                rank(cx, batch);
                            }
                            None
                        }
                        Woken::Idle => Box::pin(idle(&place, state, cx, batch)).await,
                    },
                    Rest::Turn => {
                        pace.begin(0);
                        crate::turn::give_way().await;
                        if cx.inputs.is_some() {
                            pace.begin(look_in_turn(cx, batch));
                        }
                        None
                    }
                };
                match ended {
                    None => continue 'turn,
                    Some(ended) => return Served(ended),
                }
            };
            pace.count();
            let ran = {
                let (pid, left) = (cx.pid, left(cx, batch));
                place.core.handles(number);
                let handler = pin!(Some(state.later(later, cx)));
                run::<P, _>(&place, pid, left, handler).await
            };
            place.core.handles(0);
            if let Some(ended) = settle(ran, state, cx, batch) {
                return Served(ended);
            }
        }
    }
}

/// How many messages a process with inputs handles before it looks at these again.
const LOOK: usize = 16;

/// Where messages are never out, the inputs have their turn too. Returns how far the next one is.
#[cold]
fn look_in_turn<P: Process>(cx: &mut Cx<P>, batch: &mut VecDeque<Envelope<P::Message>>) -> usize {
    let Some(inputs) = &mut cx.inputs else {
        return 0;
    };
    let next = inputs.next_in_batch();
    let turn = if inputs.is_empty() { 0 } else { TURN - LOOK };
    let next = next.map(|message| cx.own_message(message));
    match next {
        // Behind those items that are ranked already.
        Some(item) if P::PRIORITIES => rank(cx, &mut VecDeque::from([item])),
        Some(item) => batch.push_front(item),
        None => {}
    }
    turn
}

/// Why the loop does not go on with the next message at once.
enum Pause<L> {
    Rest(Rest),
    /// This is the end.
    End(Box<Ended>),
    /// The handler of this number has to be waited for.
    Waits(u16, L),
}

/// Where the loop may go on later.
#[derive(Clone, Copy)]
enum Rest {
    /// There is a control to attend to.
    Control,
    /// The batch is empty.
    Empty,
    /// Others have their turn.
    Turn,
}

/// Handles what can be handled at once.
fn work<P: Process, D: Driver<P>>(
    place: &Place<P::Message>,
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
    pace: &mut Pace<'_>,
) -> Pause<D::Later> {
    let core = &place.core;
    let quiet = Control::quiet(cx.pid);
    let step = place.mailbox.release_step();
    loop {
        if core.control() != quiet {
            return Pause::Rest(Rest::Control);
        }
        if P::PRIORITIES {
            next_ranked(place, cx, batch);
        }
        if batch.is_empty() {
            pace.unreleased = 0;
            return Pause::Rest(Rest::Empty);
        }
        if pace.turn >= TURN {
            return Pause::Rest(Rest::Turn);
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
            Envelope::Notice(notice) => match *notice {
                Notice::Last(pid) if pid == cx.pid => {
                    return Pause::End(Box::new(Ended {
                        reason: ExitReason::Shutdown,
                        clean: true,
                        killed: false,
                    }));
                }
                notice => match cx.accept(notice) {
                    Some(message) => message,
                    None => continue,
                },
            },
        };
        pace.turn += 1;
        match state.now(message, cx) {
            // Going on is what nearly all do: nothing is moved for that.
            Handled::Done(action) if matches!(action.0, Step::Continue) && cx.stop.is_none() => {
                // There is nothing in it, which only a look would tell.
                let _ = ManuallyDrop::new(action);
            }
            Handled::Done(action) => {
                if let Some(ended) = settle(Ok(action), state, cx, batch) {
                    return Pause::End(Box::new(ended));
                }
            }
            Handled::Waits(later) => return Pause::Waits(D::number(&later), later),
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
    let pid = cx.pid;
    cx.put_aside().ranked.take_in(batch, pid);
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
    if let Some(next) = cx.put_aside().ranked.next() {
        batch.push_back(next);
    }
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
    settle(ran, state, cx, batch)
}

/// Does what the control word asks for; `Some` when that is the end.
async fn attend<P: Process, D: Driver<P>>(
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Option<Ended> {
    let place = Arc::clone(&cx.place);
    // How many messages the handlers of this round have put in front.
    let mut first = 0;
    let mut turn = 0;
    loop {
        turn += 1;
        if turn % TURN == 0 {
            crate::turn::give_way().await;
        }
        let control = place.core.control();
        if control.wants_end(cx.pid) {
            return Some(wanted_of(&place.core, cx.pid, true));
        }
        let before = batch.len();
        let (pid, left) = (cx.pid, left(cx, batch));
        // Trapped exits come before all messages, and those of control channels before all others.
        let ran = if control.has_system() {
            let Some(message) = place.next_system(pid) else {
                continue;
            };
            match state.now(message, cx) {
                Handled::Done(action) => Ok(action),
                Handled::Waits(_) => continue,
            }
        } else if control.has_exit() {
            let exit = place.core.next_exit(pid)?;
            let handler = pin!(Some(state.exit(exit, cx)));
            run::<P, _>(&place, pid, left, handler).await
        } else if control.is_suspended() {
            let changes = || place.core.control() != control;
            std::future::poll_fn(|task| match place.mailbox.note_busy(task, left, &changes) {
                true => Poll::Ready(()),
                false => {
                    // Each time: it may have been resumed and suspended again meanwhile.
                    place.core.suspended(pid);
                    Poll::Pending
                }
            })
            .await;
            continue;
        } else if control.is_urgent() {
            let Some(message) = cx.next_urgent() else {
                continue;
            };
            place.core.has_handled(1);
            match state.now(message, cx) {
                Handled::Done(action) => Ok(action),
                Handled::Waits(later) => {
                    let handler = pin!(Some(state.later(later, cx)));
                    run::<P, _>(&place, pid, left, handler).await
                }
            }
        } else {
            return None;
        };
        if let Some(ended) = settle(ran, state, cx, batch) {
            return Some(ended);
        }
        // In their order.
        let put = batch.len().saturating_sub(before);
        swap_first(batch, put, first);
        first += put;
    }
}

/// Does what a handler's action says; `Some` when that is the end.
fn settle<P: Process, D: Driver<P>>(
    ran: Result<Action<P>, Ended>,
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) -> Option<Ended> {
    let mut next = match ran {
        Ok(action) => action.0,
        Err(ended) => return Some(ended),
    };
    if let Step::Pure(rest) = &mut next {
        while let Some(message) = rest.then.pop() {
            batch.push_front(cx.own_message(message));
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
        Step::Then(message) => {
            batch.push_front(cx.own_message(message));
            if let Some(inputs) = &mut cx.inputs {
                inputs.first_is_set();
            }
        }
        Step::Hibernate => hibernate(state, cx, batch),
        Step::Pure(rest) if rest.hibernate => hibernate(state, cx, batch),
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

/// Gives back memory, unless there is something to handle.
#[cold]
pub(crate) fn hibernate<P: Process, D: Driver<P>>(
    state: &mut D,
    cx: &mut Cx<P>,
    batch: &mut VecDeque<Envelope<P::Message>>,
) {
    if left(cx, batch) > 0 || !cx.place.mailbox.is_empty() {
        return;
    }
    state.hibernate(cx);
    *batch = VecDeque::new();
    cx.forget_aside();
    cx.place.mailbox.shrink();
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

pub(crate) fn wanted_of(core: &PlaceCore, pid: Pid, clean: bool) -> Ended {
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
