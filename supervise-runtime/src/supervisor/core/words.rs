//! The words between the core and its shell.

use std::sync::Arc;
use std::time::Duration;

use supervise_model::{
    AtLimit, AutoShutdown, Backoff, Limit, Restart, RestartOrder, Shutdown, ShutdownOrder,
    StartOrder, Strategy,
};

use crate::exit::ExitReason;
use crate::supervisor::label::Label;

/// Names a child within its supervisor. None is used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ChildKey {
    /// Where it stands in a table.
    pub(super) index: u32,
    /// How many stood there before.
    pub(super) generation: u32,
}

impl ChildKey {
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
    pub(in crate::supervisor) child: ChildKey,
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

/// What holds for all children of a supervisor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) mode: Mode,
    pub(crate) limit: Limit,
    pub(crate) at_limit: AtLimit,
    pub(crate) auto_shutdown: AutoShutdown,
    pub(crate) restart_order: RestartOrder,
    pub(crate) shutdown_order: ShutdownOrder,
    pub(crate) start_order: StartOrder,
}

impl Rules {
    pub(crate) fn new(mode: Mode) -> Self {
        Self {
            mode,
            limit: Limit::default(),
            at_limit: AtLimit::default(),
            auto_shutdown: AutoShutdown::default(),
            restart_order: RestartOrder::default(),
            shutdown_order: match mode {
                Mode::Static(_) => ShutdownOrder::default(),
                Mode::Pool | Mode::Dynamic { .. } => ShutdownOrder::Parallel,
            },
            start_order: StartOrder::default(),
        }
    }
}

/// How a child is started, restarted and stopped.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) restart: Restart,
    pub(crate) shutdown: Shutdown,
    /// How long its init may take; `None`: any time.
    pub(crate) start_timeout: Option<Duration>,
    /// It is a supervisor: when killed it kills its own children and then ends, so it is waited for
    /// and never abandoned.
    pub(crate) supervisor: bool,
    /// The boot goes on without it, and an init that fails is a failure like any other, but that its
    /// siblings are not restarted for it.
    pub(crate) optional: bool,
    /// Its end may be that of its supervisor.
    pub(crate) significant: bool,
    /// What few children have.
    pub(crate) extras: Option<Arc<Extras>>,
}

/// How a child is restarted that is not just started again, and stopped that is not just stopped.
#[derive(Debug)]
pub(crate) struct Extras {
    pub(crate) backoff: Option<Backoff>,
    /// Its own, under which its restarts count instead of the supervisor's.
    pub(crate) limit: Option<Limit>,
    pub(crate) at_limit: AtLimit,
    /// How long it may handle what has come in before it is asked to end.
    pub(crate) drain: Option<Duration>,
}

/// Where a new child stands among its siblings.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Position {
    First,
    Last,
    Before(ChildKey),
    After(ChildKey),
}

/// A child that a request brings.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) label: Label,
    pub(crate) policy: Policy,
    pub(crate) position: Position,
    /// Those whose handles it was given.
    pub(crate) depends_on: Vec<ChildKey>,
    /// Whether it is started at once.
    pub(crate) starts: bool,
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
    /// Take in a new child. Answered when it has started or failed to, or at once if it is not to be
    /// started.
    AddChild(RequestKey, New),
    /// Start a child that is down for good. Answered when it has started or failed to.
    StartChild(RequestKey, ChildKey),
    /// Stop a child; it is not started again. Answered when it is down.
    StopChild(RequestKey, ChildKey),
    /// Start a child anew, whether it runs or not. Answered when it has started or failed to.
    RestartChild(RequestKey, ChildKey),
    /// Forget a child that is down for good.
    DeleteChild(RequestKey, ChildKey),
    /// Stop a child, and forget it once it is down: whoever had it added has given up. Answered when it
    /// is down.
    UndoAdd(RequestKey, ChildKey),
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
    /// Ask the run to handle what has come in, and then to end.
    Drain(Run),
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
    /// Everything is down or abandoned. The last command. In a box, or all commands would be as large: where
    /// many children are stopped there are as many.
    Finish(Box<Finish>),
    /// Tell whoever listens.
    Note(Note),
}

/// How a supervisor ends.
#[derive(Clone, Debug)]
pub(crate) struct Finish {
    /// The child that could not be started, if that is why.
    pub(crate) boot_failed: Option<ChildKey>,
    pub(crate) reason: ExitReason,
    /// Children that had to be killed in this shutdown because their budget ran out.
    pub(crate) unclean: Vec<Arc<str>>,
    pub(crate) abandoned: Vec<Arc<str>>,
}

/// Why a request was not fulfilled.
#[derive(Clone, Debug)]
pub(crate) enum RequestError {
    /// The supervisor is stopping its children.
    ShuttingDown,
    /// There are as many children as there may be.
    MaxChildren,
    /// There is a child of that name, and this is what it does.
    Present(Doing),
    /// The child's init chose not to run. A dynamic supervisor forgets it.
    Ignored,
    /// The child's start failed or was stopped. A new child is forgotten.
    StartFailed(ExitReason),
    /// There is no such child.
    NotFound,
    /// The child runs.
    Running,
    /// The child is being started or stopped, or waits to be started again.
    Restarting,
    /// The child was killed but does not end.
    Abandoned,
}

/// What a child is up to, for those who want to add one of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    Down,
    Running,
    Restarting,
}

/// What only the core knows of what happened, for events and logs.
#[derive(Clone, Debug)]
pub(crate) enum Note {
    /// The child's init is through.
    Started(ChildKey),
    /// The child's init chose not to run.
    Ignored(ChildKey),
    /// The child ended though nobody had told it to.
    Died(ChildKey, ExitReason),
    /// The child's run failed before its init was through.
    StartFailed(ChildKey, ExitReason),
    /// The child is restarted, and with it these siblings: for a failure that was counted under the limit,
    /// or now that a pause is over.
    Restarting {
        child: ChildKey,
        siblings: Vec<ChildKey>,
        delay: Duration,
    },
    /// The child's failure was one too many, so that it stays down for this time.
    Paused {
        child: ChildKey,
        /// Those who send to it get an error meanwhile.
        open: bool,
        delay: Duration,
    },
    /// The child's failure was one too many, so that it stays down.
    Disabled(ChildKey, ExitReason),
    /// All that were restarted because of this child are up again.
    GroupRestarted(ChildKey),
    /// The supervisor ends because this significant child has ended.
    AutoShutdown(ChildKey),
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

impl Note {
    /// Whom it is about.
    pub(crate) fn child(&self) -> ChildKey {
        match self {
            Self::Started(child)
            | Self::Ignored(child)
            | Self::Died(child, _)
            | Self::StartFailed(child, _)
            | Self::Restarting { child, .. }
            | Self::Paused { child, .. }
            | Self::Disabled(child, _)
            | Self::GroupRestarted(child)
            | Self::AutoShutdown(child)
            | Self::OutOfTime(child)
            | Self::Stopped(child, _)
            | Self::Abandoned(child)
            | Self::StillRunning(child)
            | Self::Gone(child, _)
            | Self::GaveUp(child, _) => *child,
        }
    }
}
