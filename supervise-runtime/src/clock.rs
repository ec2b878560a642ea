//! When a timer fires, and whether it still does.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::time::Instant;

use crate::sync::{AtomicU64, Mutex};
use crate::timer::later;

/// What happens to the ticks of a repeated timer that is late by a period or more, because its runtime
/// was busy or the machine asleep. Ticks that found the mailbox full are another matter: they are gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissedTicks {
    /// They are left out, and the next one comes a whole period later.
    #[default]
    Delay,
    /// They are left out, and the next one comes when it would have come anyway.
    Skip,
    /// They come at once, one after another.
    Burst,
}

impl MissedTicks {
    /// When the tick after that of `at` comes, and how many are left out.
    fn next(self, at: Instant, now: Instant, period: Duration) -> (Instant, u64) {
        let next = later(at, period);
        let Some(behind) = now.checked_duration_since(next) else {
            return (next, 0);
        };
        let (behind, period_nanos) = (behind.as_nanos(), period.as_nanos());
        let missed = u64::try_from(behind / period_nanos + 1).unwrap_or(u64::MAX);
        let since = u64::try_from(behind % period_nanos).unwrap_or(u64::MAX);
        match self {
            Self::Delay => (later(now, period), missed),
            Self::Skip => (later(now, period - Duration::from_nanos(since)), missed),
            Self::Burst => (next, 0),
        }
    }
}

/// What a timer has in common with the task that waits for its time.
pub(crate) struct Clock {
    /// How often it was set, or [`OVER`]. Whoever changes it decides what is sent; the mailbox asks at
    /// the very moment at which a message goes in.
    round: AtomicU64,
    missed: AtomicU64,
    due: Mutex<Due>,
}

struct Due {
    at: Instant,
    missed: MissedTicks,
    waker: Option<Waker>,
}

/// Nothing will be sent any more.
const OVER: u64 = u64::MAX;

impl Clock {
    pub(crate) fn new(at: Instant) -> Self {
        Self {
            round: AtomicU64::new(0),
            missed: AtomicU64::new(0),
            due: Mutex::new(Due {
                at,
                missed: MissedTicks::default(),
                waker: None,
            }),
        }
    }

    fn round(&self) -> u64 {
        self.round.load(Ordering::Acquire)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.round() == OVER
    }

    /// Whether it was neither stopped nor set anew since that round.
    pub(crate) fn is_in(&self, round: u64) -> bool {
        round != OVER && self.round() == round
    }

    pub(crate) fn at(&self) -> Instant {
        self.due.lock().at
    }

    pub(crate) fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }

    pub(crate) fn miss(&self, ticks: u64) {
        self.missed.fetch_add(ticks, Ordering::Relaxed);
    }

    pub(crate) fn on_missed(&self, ticks: MissedTicks) {
        self.due.lock().missed = ticks;
    }

    pub(crate) fn stop(&self) -> bool {
        self.round.swap(OVER, Ordering::AcqRel) != OVER
    }

    /// Sends what is sent once, unless it was cancelled or set anew since that round.
    pub(crate) fn fire(&self, round: u64) -> bool {
        // A task that was stopped just before it has looked has seen no round.
        let fired = (self.round).compare_exchange(round, OVER, Ordering::AcqRel, Ordering::Acquire);
        round != OVER && fired.is_ok()
    }

    pub(crate) fn set(&self, at: Instant) -> bool {
        // The time first: who sees the new round sees this one too, or a later one.
        let waker = {
            let mut due = self.due.lock();
            due.at = at;
            due.waker.take()
        };
        let next = |round| (round != OVER).then(|| round + 1);
        let set = (self.round).fetch_update(Ordering::AcqRel, Ordering::Acquire, next);
        if let Some(waker) = waker {
            waker.wake();
        }
        set.is_ok()
    }

    /// The round and its time. When it is set anew the task is woken.
    pub(crate) fn look(&self, cx: &Context<'_>) -> (u64, Instant) {
        let round = self.round();
        let waker = cx.waker().clone();
        let mut due = self.due.lock();
        let at = due.at;
        let old = due.waker.replace(waker);
        drop(due);
        drop(old);
        (round, at)
    }

    /// Waits until its time has come, and tells of which round it was.
    pub(crate) async fn due(&self) -> (u64, Instant) {
        let mut sleep = pin!(tokio::time::sleep_until(self.at()));
        std::future::poll_fn(|cx| {
            let (round, at) = self.look(cx);
            if sleep.deadline() != at {
                sleep.as_mut().reset(at);
            }
            ready!(sleep.as_mut().poll(cx));
            Poll::Ready((round, at))
        })
        .await
    }

    /// Has sent the tick of this time, and waits for the next.
    pub(crate) fn tick(&self, at: Instant, period: Duration) {
        let now = Instant::now();
        let mut due = self.due.lock();
        // Set anew meanwhile, it knows its next time.
        if due.at != at {
            return;
        }
        let (next, missed) = due.missed.next(at, now, period);
        due.at = next;
        drop(due);
        self.miss(missed);
    }
}
