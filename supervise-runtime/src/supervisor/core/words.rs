//! The words between the core and its shell.

use std::sync::Arc;
use std::time::Duration;

use supervise_model::{Restart, Shutdown, Strategy};

use crate::exit::ExitReason;
use crate::supervisor::label::Label;

/// Names a child within its supervisor. None is used again. Of declared children later ones have
/// greater keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ChildKey {
    /// Where it stands in a table.
    pub(super) index: u32,
    /// How many stood there before.
    pub(super) generation: u32,
}

impl ChildKey {
    /// No other is less.
    pub(super) const FIRST: Self = Self {
        index: 0,
        generation: 0,
    };

    pub(crate) fn to_number(self) -> u64 {
        u64::from(self.index) << 32 | u64::from(self.generation)
    }

    #[allow(clippy::cast_possible_truncation, reason = "one half, and the other")]
    pub(crate) fn from_number(number: u64) -> Self {
        Self {
            index: (number >> 32) as u32,
            generation: number as u32,
        }
    }
}

/// Names one run of a child: from a [`Command::Start`] to its [`Event::Exited`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Run {
    pub(crate) child: ChildKey,
    /// Counts the runs of this child, from 1.
    pub(crate) number: u32,
}

/// Names a request; chosen by the shell, unique among those that are not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RequestKey(pub(crate) u64);

/// Names a timer; chosen by the core, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TimerKey {
    pub(super) child: ChildKey,
    pub(super) serial: u64,
}

/// Where a supervisor's children come from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    /// They are declared before the boot, and started and stopped in order.
    Static(Strategy),
    /// They are declared before the boot and started in order, but independent of each other:
    /// restarted alone, and stopped side by side.
    Pool,
    /// They are started by request, independently of each other.
    Dynamic { max_children: Option<usize> },
}

/// How a child is started, restarted and stopped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    pub(crate) restart: Restart,
    pub(crate) shutdown: Shutdown,
    /// How long its init may take; `None`: any time.
    pub(crate) start_timeout: Option<Duration>,
    /// It is a supervisor: when killed it kills its own children and then ends, so it is waited for
    /// and never abandoned.
    pub(crate) supervisor: bool,
}

/// A child as others see it.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChildState {
    /// Down, and it stays so unless its group is restarted.
    Vacant,
    /// Down, and it is started when its turn comes.
    Waiting,
    /// In its init.
    Starting,
    /// Through its init.
    Running,
    /// Told to end.
    Stopping,
    /// Killed, still running, and no longer waited for.
    Abandoned,
}

/// What happened. What names an unknown child, an earlier run or a stale timer is ignored.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Start the declared children.
    Boot,
    /// The run's init has succeeded.
    Started(Run),
    /// The run's init chose not to run. No `Exited` follows.
    Ignored(Run),
    /// The run is over: its state is dropped and its task is done. Also when its init failed.
    Exited(Run, ExitReason),
    /// The time of a timer has come.
    Timer(TimerKey),
    /// Take in a new child. Dynamic supervisors only. Answered when it has started or failed to.
    StartChild(RequestKey, Label, Policy),
    /// Stop a child; it is not started again. Answered when it is down.
    StopChild(RequestKey, ChildKey),
    /// Stop all children in order and end with this reason.
    Shutdown(ExitReason),
    /// Kill all children at once and end.
    Kill,
}

/// What the shell has to do, in this order.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// Make an entry for the new child that the request brought. Its `Start` follows.
    Admit(RequestKey, ChildKey),
    /// Start a run. It ends in exactly one of `Ignored` and `Exited`, perhaps after `Started`.
    Start(Run),
    /// Ask the run to end, with `ExitReason::Shutdown`.
    Exit(Run),
    /// Kill the run.
    Kill(Run),
    /// Bring `Event::Timer` after this time.
    SetTimer(TimerKey, Duration),
    /// The timer is no longer needed. Should it come nevertheless, it is ignored.
    CancelTimer(
        #[cfg_attr(
            not(test),
            expect(dead_code, reason = "the core can tell which are in force")
        )]
        TimerKey,
    ),
    /// Nothing will be started in this place, unless its group is restarted: until the next
    /// `Start`, queued, waiting and new senders fail with the reason.
    Vacant(ChildKey, ExitReason),
    /// Drop the child's entry. Some time after its `Vacant`.
    Forget(ChildKey),
    /// Answer a request.
    Answer(RequestKey, Result<ChildKey, RequestError>),
    /// Every child is up: acknowledge the supervisor's own start.
    Booted,
    /// The boot failed and is undone. The last command.
    BootFailed {
        /// The child that could not be started.
        child: ChildKey,
        reason: ExitReason,
        abandoned: Vec<Arc<str>>,
    },
    /// Everything is down or abandoned. The last command.
    Finish {
        reason: ExitReason,
        /// Children that had to be killed in this shutdown because their budget ran out.
        unclean: Vec<Arc<str>>,
        abandoned: Vec<Arc<str>>,
    },
    /// Tell whoever listens.
    Note(Note),
}

/// Why a request was not fulfilled.
#[derive(Clone, Debug)]
pub(crate) enum RequestError {
    /// The supervisor is stopping its children.
    ShuttingDown,
    /// There are as many children as there may be.
    MaxChildren,
    /// Only dynamic supervisors take in children.
    NotDynamic,
    /// The child's init chose not to run; the child is forgotten.
    Ignored,
    /// The child's first start failed or was stopped; the child is forgotten.
    StartFailed(ExitReason),
    /// There is no such child.
    NotFound,
    /// The child was killed but does not end.
    Abandoned,
}

/// What only the core knows of what happened, for events and logs.
#[derive(Clone, Debug)]
pub(crate) enum Note {
    /// The child ended though nobody had told it to.
    Died(ChildKey, ExitReason),
    /// The child's run failed before its init was through.
    StartFailed(ChildKey, ExitReason),
    /// A restart was counted under the limit: of the child, and with it of these siblings.
    Restarting {
        child: ChildKey,
        siblings: Vec<ChildKey>,
    },
    /// The child's budget ran out, so it is killed.
    OutOfTime(ChildKey),
    /// The child ended after it was told to, or while it waited for its turn to be told.
    Stopped(ChildKey, ExitReason),
    /// The child was killed and is still running; it is no longer waited for.
    Abandoned(ChildKey),
    /// It is still running, so the try to start in its place failed, and was counted.
    StillRunning(ChildKey),
    /// An abandoned run has ended after all.
    Gone(ChildKey, ExitReason),
    /// The restart of this child was one too many.
    GaveUp(ChildKey, ExitReason),
}
