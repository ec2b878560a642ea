//! What happens in a tree, for those who want to know.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;

use super::core::{ChildKey, Note};
use super::plan::Plan;
use crate::exit::ExitReason;
use crate::pid::Pid;
use crate::ring::{Lagged, Ring};

/// Something that a supervisor did or noticed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TreeEvent {
    /// Which event of its supervisor it is: 1 is the first.
    pub number: u64,
    /// When it was.
    pub at: Instant,
    /// The path of the supervisor; the root's is its name.
    pub supervisor: Arc<str>,
    /// The path of the child; `None` when it is about the supervisor itself.
    pub child: Option<Arc<str>>,
    /// What it was.
    pub kind: TreeEventKind,
}

/// What a supervisor did or noticed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TreeEventKind {
    /// The child's init begins.
    Starting {
        /// The incarnation.
        pid: Pid,
    },
    /// The child is through its init, for the first time.
    Started {
        /// The incarnation.
        pid: Pid,
    },
    /// The child is through its init, not for the first time.
    Restarted {
        /// The incarnation.
        pid: Pid,
    },
    /// The child's init chose not to run.
    Ignored,
    /// The child's init failed.
    StartFailed {
        /// Why.
        reason: ExitReason,
    },
    /// The child ended by itself.
    Exited {
        /// Why.
        reason: ExitReason,
    },
    /// The child will be started again.
    Restarting {
        /// How often its place has been filled, with this time.
        attempt: u32,
        /// How long it is left down before.
        delay: Duration,
        /// The paths of those that are restarted with it.
        with: Vec<Arc<str>>,
    },
    /// Everything that was restarted because of the child is up again.
    GroupRestarted,
    /// The child has reached a limit, and is left down for a while.
    Paused {
        /// Whether those who send to it get an error meanwhile.
        open: bool,
        /// For how long.
        delay: Duration,
    },
    /// The child has reached a limit, and stays down until somebody starts it.
    Disabled {
        /// Why it failed for the last time.
        reason: ExitReason,
    },
    /// The child ended because it was told to.
    Stopped {
        /// Why it ended.
        reason: ExitReason,
    },
    /// The child did not end within its shutdown budget, so it is killed.
    OutOfTime,
    /// The child was killed, and is still running. Nobody waits for it any more.
    Abandoned,
    /// The child was to be started again, but the abandoned run of it is still there.
    StillRunning,
    /// An abandoned run of the child has ended.
    Gone {
        /// Why.
        reason: ExitReason,
    },
    /// A limit was reached with this failure of the child: the supervisor stops its children, and ends.
    GaveUp {
        /// Why the child failed.
        reason: ExitReason,
    },
    /// The supervisor ends because this significant child has.
    AutoShutdown,
    /// The supervisor stops its children, and ends.
    ShuttingDown,
    /// The supervisor has ended, and its children have before it.
    Ended {
        /// Why.
        reason: ExitReason,
    },
}

impl TreeEventKind {
    /// What the core has noted about a child, of which this is the latest incarnation.
    pub(super) fn of(note: &Note, pid: Pid, name: &dyn Fn(ChildKey) -> Arc<str>) -> Self {
        match note {
            Note::Started(_) if pid.incarnation() > 1 => Self::Restarted { pid },
            Note::Started(_) => Self::Started { pid },
            Note::Ignored(_) => Self::Ignored,
            Note::Died(_, reason) => Self::Exited {
                reason: reason.clone(),
            },
            Note::StartFailed(_, reason) => Self::StartFailed {
                reason: reason.clone(),
            },
            Note::Restarting {
                siblings, delay, ..
            } => Self::Restarting {
                attempt: pid.incarnation() + 1,
                delay: *delay,
                with: siblings.iter().map(|key| name(*key)).collect(),
            },
            Note::Paused { open, delay, .. } => Self::Paused {
                open: *open,
                delay: *delay,
            },
            Note::Disabled(_, reason) => Self::Disabled {
                reason: reason.clone(),
            },
            Note::GroupRestarted(_) => Self::GroupRestarted,
            Note::AutoShutdown(_) => Self::AutoShutdown,
            Note::OutOfTime(_) => Self::OutOfTime,
            Note::Stopped(_, reason) => Self::Stopped {
                reason: reason.clone(),
            },
            Note::Abandoned(_) => Self::Abandoned,
            Note::StillRunning(_) => Self::StillRunning,
            Note::Gone(_, reason) => Self::Gone {
                reason: reason.clone(),
            },
            Note::GaveUp(_, reason) => Self::GaveUp {
                reason: reason.clone(),
            },
        }
    }
}

impl fmt::Display for TreeEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = self.child.as_ref().unwrap_or(&self.supervisor);
        write!(f, "{who} {}", self.kind)
    }
}

impl fmt::Display for TreeEventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starting { .. } => f.write_str("starting"),
            Self::Started { .. } => f.write_str("started"),
            Self::Restarted { .. } => f.write_str("restarted"),
            Self::Ignored => f.write_str("ignored"),
            Self::StartFailed { reason } => write!(f, "start failed ({reason})"),
            Self::Exited { reason } => write!(f, "exited ({reason})"),
            Self::Restarting { delay, with, .. } => {
                f.write_str("restarting")?;
                if !delay.is_zero() {
                    write!(f, " in {delay:?}")?;
                }
                if !with.is_empty() {
                    write!(f, " with {}", with.join(", "))?;
                }
                Ok(())
            }
            Self::GroupRestarted => f.write_str("group restarted"),
            Self::Paused { open: false, delay } => write!(f, "paused for {delay:?}"),
            Self::Paused { open: true, delay } => write!(f, "open for {delay:?}"),
            Self::Disabled { reason } => write!(f, "disabled ({reason})"),
            Self::Stopped { reason } => write!(f, "stopped ({reason})"),
            Self::OutOfTime => f.write_str("out of time"),
            Self::Abandoned => f.write_str("abandoned"),
            Self::StillRunning => f.write_str("still running"),
            Self::Gone { reason } => write!(f, "gone ({reason})"),
            Self::GaveUp { reason } => write!(f, "gave up on ({reason})"),
            Self::AutoShutdown => f.write_str("ends its supervisor"),
            Self::ShuttingDown => f.write_str("shutting down"),
            Self::Ended { reason } => write!(f, "ended ({reason})"),
        }
    }
}

/// How many [`TreeEvents`] there are. While there are none, nothing is made for them.
static OBSERVERS: AtomicUsize = AtomicUsize::new(0);

/// Counts an event of this supervisor, and tells those who observe it or one above.
pub(super) fn record(
    plan: &Arc<Plan>,
    child: impl FnOnce() -> Option<Arc<str>>,
    kind: impl FnOnce() -> TreeEventKind,
) {
    let number = plan.counters.events.grow();
    if OBSERVERS.load(Ordering::Relaxed) == 0 {
        return;
    }
    let event = TreeEvent {
        number,
        at: Instant::now(),
        supervisor: plan.place.core.label(),
        child: child(),
        kind: kind(),
    };
    let mut at = Some(Arc::clone(plan));
    while let Some(plan) = at {
        plan.events.push(&event);
        at = plan.above.get().and_then(std::sync::Weak::upgrade);
    }
}

/// What happens below a supervisor from the moment on at which this was made:
/// see [`SupervisorRef::events`](super::SupervisorRef::events).
///
/// Events of one supervisor come in the order in which it acted; among several, what caused
/// something comes before what it caused. It holds the last 1,024 that were not looked at, and keeps
/// no tree alive. It is a stream, so that a process can [attach](crate::Cx::attach) it.
#[must_use = "nobody else looks at what is kept for this"]
pub struct TreeEvents {
    ring: Arc<Ring<TreeEvent>>,
}

impl TreeEvents {
    pub(super) fn of(plan: &Plan) -> Self {
        Self::from_ring(plan.events.subscribe())
    }

    /// For tests: it misses nothing, however late it is.
    #[cfg(feature = "testing")]
    pub(super) fn without_bound(plan: &Plan) -> Self {
        Self::from_ring(plan.events.subscribe_without_bound())
    }

    fn from_ring(ring: Arc<Ring<TreeEvent>>) -> Self {
        OBSERVERS.fetch_add(1, Ordering::Relaxed);
        Self { ring }
    }

    /// The next one; `None` when none can follow, since the whole tree has ended, or this supervisor was
    /// deleted from it.
    ///
    /// # Errors
    ///
    /// [`Lagged`], once, where some were missed.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is ready, nothing is lost.
    pub async fn next(&mut self) -> Option<Result<TreeEvent, Lagged>> {
        std::future::poll_fn(|cx| self.ring.poll_next(cx)).await
    }
}

impl Stream for TreeEvents {
    type Item = Result<TreeEvent, Lagged>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.ring.poll_next(cx)
    }
}

impl Drop for TreeEvents {
    fn drop(&mut self) {
        OBSERVERS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl fmt::Debug for TreeEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreeEvents").finish_non_exhaustive()
    }
}
