//! Timers: messages that are sent later.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::{Instant, MissedTickBehavior};

use crate::current;
use crate::exit::ExitReason;
use crate::handle::Ref;
use crate::mailbox::{Refusal, Ticket};
use crate::place::AnyPlace;
use crate::process::Process;

/// A message that will be sent later, once or again and again.
///
/// A timer made in a process's handler belongs to that incarnation and ends with it; one made
/// elsewhere belongs to the incarnation it is for. Dropping this value does not cancel it.
#[derive(Clone, Debug)]
pub struct Timer {
    task: Option<AbortHandle>,
    missed: Arc<AtomicU64>,
}

impl Timer {
    /// Cancels it. A message that is in the mailbox already stays there.
    pub fn cancel(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// Whether it will not send anything any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.task.as_ref().is_none_or(AbortHandle::is_finished)
    }

    /// How many ticks of a repeated message were missed because the mailbox was full.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }

    /// For a message that was sent already.
    pub(crate) fn never() -> Self {
        Self {
            task: None,
            missed: Arc::default(),
        }
    }
}

/// Sends a message after a time; on a full mailbox it waits for room.
pub(crate) fn after<P: Process>(
    to: &Ref<P>,
    delay: Duration,
    make: impl FnOnce() -> P::Message + Send + 'static,
) -> Timer {
    let target = to.clone();
    // The time runs from now on, not from the first poll.
    let at = later(Instant::now(), delay);
    start(to, Arc::default(), async move {
        tokio::time::sleep_until(at).await;
        Line::new(target, make()).send().await;
    })
}

/// Sends a message again and again; on a full mailbox a tick is missed.
pub(crate) fn every<P: Process>(
    to: &Ref<P>,
    period: Duration,
    mut make: impl FnMut() -> P::Message + Send + 'static,
) -> Timer {
    let target = to.clone();
    let missed: Arc<AtomicU64> = Arc::default();
    let count = Arc::clone(&missed);
    let mut ticks = tokio::time::interval_at(later(Instant::now(), period), period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    start(to, missed, async move {
        loop {
            ticks.tick().await;
            // Made before the lock is taken: cloning the arguments is user code.
            let mut message = Some(make());
            match target.place.mailbox.try_push_with(|| message.take()) {
                Ok(()) => {}
                Err(Refusal::Full) => {
                    count.fetch_add(1, Ordering::Relaxed);
                }
                Err(Refusal::Closed(_)) => return,
            }
        }
    })
}

fn start<P: Process>(
    to: &Ref<P>,
    missed: Arc<AtomicU64>,
    run: impl Future<Output = ()> + Send + 'static,
) -> Timer {
    let task = tokio::spawn(run).abort_handle();
    let owner =
        current::with(|current| current.map(|current| (Arc::clone(&current.place), current.pid)));
    let owner = owner.or_else(|| {
        let pid = to.core().live_pid()?;
        Some((Arc::clone(&to.place) as Arc<dyn AnyPlace>, pid))
    });
    if let Some((place, pid)) = owner
        && !place.core().own_timer(pid, task.clone())
    {
        task.abort();
    }
    Timer {
        task: Some(task),
        missed,
    }
}

/// That much later, or as good as never: a time without end is no reason to panic.
pub(crate) fn later(from: Instant, by: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    from.checked_add(by).unwrap_or_else(|| from + NEVER)
}

/// Runs a task that ends with the process that is being polled.
pub(crate) fn owned_task<P: Process>(own: &Ref<P>, run: impl Future<Output = ()> + Send + 'static) {
    start(own, Arc::default(), run);
}

/// A message that waits for room.
pub(crate) struct Line<P: Process> {
    target: Ref<P>,
    message: Option<P::Message>,
    ticket: Option<Ticket>,
}

impl<P: Process> Line<P> {
    pub(crate) fn new(target: Ref<P>, message: P::Message) -> Self {
        Self {
            target,
            message: Some(message),
            ticket: None,
        }
    }

    pub(crate) fn target(&self) -> &Ref<P> {
        &self.target
    }

    /// The message, if it was not sent.
    pub(crate) fn take(&mut self) -> Option<P::Message> {
        self.message.take()
    }

    pub(crate) fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitReason>> {
        let mailbox = &self.target.place.mailbox;
        mailbox.poll_push(cx, false, &mut self.ticket, &mut self.message)
    }

    /// Waits for room. A place that is empty by then has nobody to tell.
    pub(crate) async fn send(&mut self) {
        let _ = std::future::poll_fn(|cx| self.poll_send(cx)).await;
    }
}

impl<P: Process> Drop for Line<P> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.target.place.mailbox.leave(ticket);
        }
    }
}
