//! Timers: what is sent later.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::clock::{Clock, MissedTicks};
use crate::current;
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::line::Ticket;
use crate::link;
use crate::message::{Undelivered, fail_all};
use crate::overload::Refusal;
use crate::pid::Pid;
use crate::place::AnyPlace;
use crate::process::Process;

/// Something that will be sent later, once or again and again: a message, or an exit signal.
///
/// A timer made in a process's handler belongs to that incarnation and ends with it; one made
/// elsewhere belongs to the incarnation it is for. A message to the process whose timer it is comes to
/// this incarnation and to no later one. Dropping this value does not cancel the timer.
///
/// A message that finds the mailbox full waits for room, if it is sent once; a tick of one that is sent
/// [again and again](crate::Cast::every) is missed.
#[derive(Clone)]
pub struct Timer {
    clock: Arc<Clock>,
    task: Option<AbortHandle>,
}

impl Timer {
    /// Cancels it. Whether it was still to send something: if so that is not sent, nor anything after.
    /// If not it was sent already, and stays in the mailbox, or the timer was over for another reason.
    pub fn cancel(&self) -> bool {
        let was_running = self.clock.stop();
        if let Some(task) = &self.task {
            task.abort();
        }
        was_running
    }

    /// Starts its time anew: what it sends next is sent that long from now, and if it is sent again and
    /// again, its period later what comes after. One that waits for room in a full mailbox, waits for its
    /// time again.
    ///
    /// Whether it was still to send something: if not, nothing changes. What was sent already is gone, so
    /// make another timer.
    pub fn reset(&self, delay: Duration) -> bool {
        self.clock.set(later(Instant::now(), delay))
    }

    /// How long it is until it sends something; none where it is due, and waits for room. `None` when it
    /// will not send anything any more.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        let at = self.clock.at();
        (!self.is_over()).then(|| at.saturating_duration_since(Instant::now()))
    }

    /// Whether it will not send anything any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.clock.is_over()
    }

    /// How many ticks of a repeated message were missed: the mailbox was full, or the timer late.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.clock.missed()
    }

    /// Says what happens to ticks for which a repeated timer is late.
    pub fn on_missed(self, ticks: MissedTicks) -> Self {
        self.clock.on_missed(ticks);
        self
    }

    /// For what was sent already, and what has nobody to go to.
    pub(crate) fn never() -> Self {
        let clock = Clock::new(Instant::now());
        clock.stop();
        Self {
            clock: Arc::new(clock),
            task: None,
        }
    }
}

/// Sends a message after a time; on a full mailbox it waits for room.
pub(crate) fn after<P: Process>(to: &Ref<P>, delay: Duration, message: P::Message) -> Timer {
    let target = to.clone();
    start(
        &(Arc::clone(&to.place) as _),
        delay,
        |clock, own| async move {
            let mut line = Line::own(target, own, message);
            while !clock.is_over() {
                let (round, _) = clock.due().await;
                line.send_in(&clock, round).await;
            }
        },
    )
}

/// Sends a message again and again; on a full mailbox a tick is missed.
#[track_caller]
pub(crate) fn every<P: Process>(
    to: &Ref<P>,
    period: Duration,
    mut make: impl FnMut() -> P::Message + Send + 'static,
) -> Timer {
    assert!(
        !period.is_zero(),
        "the period of a timer is more than nothing"
    );
    let target = to.clone();
    start(
        &(Arc::clone(&to.place) as _),
        period,
        move |clock, own| async move {
            while !clock.is_over() {
                let (round, at) = clock.due().await;
                // Made before the lock is taken: cloning the arguments is user code.
                let mut tick = Some(Envelope::own(own, make()));
                let in_time = || clock.is_in(round).then(|| tick.take()).flatten();
                match target.place.mailbox.try_put_with(in_time) {
                    Ok(()) => {}
                    Err(trouble) => match target.place.settle(trouble, &mut None) {
                        Ok(()) => {}
                        Err(Refusal::Full) => {
                            clock.miss(1);
                        }
                        Err(refusal) => return undelivered(&target, tick, refusal),
                    },
                }
                clock.tick(at, period);
            }
        },
    )
}

/// Sends an exit signal after a time, to that incarnation.
pub(crate) fn exit_after(
    place: Arc<dyn AnyPlace>,
    pid: Option<Pid>,
    delay: Duration,
    reason: ExitReason,
) -> Timer {
    let Some(pid) = pid else {
        return Timer::never();
    };
    let from = current::pid();
    start(&Arc::clone(&place), delay, |clock, _| async move {
        while !clock.is_over() {
            let (round, _) = clock.due().await;
            if clock.fire(round) {
                return link::signal(&*place, pid, from, reason);
            }
        }
    })
}

/// Starts the task of a timer, which ends with its owner. `run` is told whose own it is, if what it
/// sends goes back to its owner.
fn start<F: Future<Output = ()> + Send + 'static>(
    to: &Arc<dyn AnyPlace>,
    delay: Duration,
    run: impl FnOnce(Arc<Clock>, Option<Pid>) -> F,
) -> Timer {
    // The time runs from now on, not from the first poll.
    let clock = Arc::new(Clock::new(later(Instant::now(), delay)));
    let owner =
        current::with(|current| current.map(|current| (Arc::clone(&current.place), current.pid)));
    let owner = owner.or_else(|| Some((Arc::clone(to), to.core().live_pid()?)));
    let pid = owner.as_ref().map(|(_, pid)| *pid);
    let own = pid.filter(|pid| pid.place() == to.core().id);
    let over = IsOver(Arc::clone(&clock));
    let run = run(Arc::clone(&clock), own);
    let task = tokio::spawn(async move {
        let _over = over;
        run.await;
    });
    let timer = Timer {
        clock,
        task: Some(task.abort_handle()),
    };
    if let Some((place, pid)) = owner
        && !place.core().own_timer(pid, timer.clone())
    {
        timer.cancel();
    }
    timer
}

/// The task is gone, for whatever reason.
struct IsOver(Arc<Clock>);

impl Drop for IsOver {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// That much later, or as good as never: a time without end is no reason to panic.
pub(crate) fn later(from: Instant, by: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    from.checked_add(by).unwrap_or_else(|| from + NEVER)
}

/// Runs a task that ends with the process that is being polled. `run` is told which that is.
pub(crate) fn owned_task<P: Process, F: Future<Output = ()> + Send + 'static>(
    own: &Ref<P>,
    run: impl FnOnce(Option<Pid>) -> F,
) {
    let place = Arc::clone(&own.place) as _;
    start(&place, Duration::ZERO, |_, own| run(own));
}

/// A message that waits for room.
pub(crate) struct Line<P: Process> {
    target: Ref<P>,
    envelope: Option<Envelope<P::Message>>,
    ticket: Option<Ticket>,
}

impl<P: Process> Line<P> {
    pub(crate) fn new(target: Ref<P>, message: P::Message) -> Self {
        Self::own(target, None, message)
    }

    /// For this incarnation alone, if that is one.
    pub(crate) fn own(target: Ref<P>, own: Option<Pid>, message: P::Message) -> Self {
        Self {
            target,
            envelope: Some(Envelope::own(own, message)),
            ticket: None,
        }
    }

    pub(crate) fn target(&self) -> &Ref<P> {
        &self.target
    }

    /// The message, if it was not sent.
    pub(crate) fn take(&mut self) -> Option<P::Message> {
        self.envelope.take()?.into_message()
    }

    pub(crate) fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        let Self {
            target,
            envelope,
            ticket,
        } = self;
        let mailbox = &target.place.mailbox;
        let put = mailbox.poll_put_with(cx, false, ticket, || envelope.take());
        put.map(|put| {
            put.or_else(|trouble| {
                let mut message = envelope.take().and_then(Envelope::into_message);
                let settled = target.place.settle(trouble, &mut message);
                *envelope = message.map(Envelope::Message);
                settled
            })
        })
    }

    /// Waits for room. A place that is empty by then has nobody to tell.
    pub(crate) async fn send(&mut self) {
        let _ = std::future::poll_fn(|cx| self.poll_send(cx)).await;
    }

    /// Waits for room as long as the clock is not set anew, nor stopped.
    async fn send_in(&mut self, clock: &Clock, round: u64) {
        std::future::poll_fn(|cx| {
            if clock.look(cx).0 != round {
                self.leave();
                return Poll::Ready(());
            }
            let Self {
                target,
                envelope,
                ticket,
            } = self;
            let fire = || clock.fire(round).then(|| envelope.take()).flatten();
            let sent = target.place.mailbox.poll_put_with(cx, false, ticket, fire);
            sent.map(|sent| {
                let sent = sent.or_else(|trouble| target.place.settle(trouble, &mut None));
                if let Err(refusal) = sent
                    && clock.fire(round)
                {
                    undelivered(target, envelope.take(), refusal);
                }
            })
        })
        .await;
    }

    fn leave(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.target.place.mailbox.leave(ticket);
        }
    }
}

/// The place is empty, or has no room, and there is no sender who could be told.
fn undelivered<P: Process>(to: &Ref<P>, envelope: Option<Envelope<P::Message>>, refusal: Refusal) {
    let why = match refusal {
        Refusal::Full => Undelivered::Overload,
        Refusal::Closed(reason) => Undelivered::Vacant(reason),
    };
    fail_all(to.core(), envelope.into_iter().collect(), &why);
}

impl<P: Process> Drop for Line<P> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl fmt::Debug for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timer")
            .field("remaining", &self.remaining())
            .field("missed", &self.missed())
            .finish_non_exhaustive()
    }
}
