//! What a supervisor does about its children: the words of the declaration.

use std::fmt;
use std::time::Duration;

/// Which children a supervisor restarts when one of them fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Strategy {
    /// The failed child alone.
    #[default]
    OneForOne,
    /// All children: the others are stopped in reverse order, then all are started in order.
    OneForAll,
    /// The failed child and those that start after it.
    RestForOne,
    /// The failed child and those that start before it.
    LeftForOne,
    /// The failed child and those that were given its handle, and so on.
    Dependents,
    /// None at all, whatever their restart policies say.
    None,
}

impl Strategy {
    /// Whether others are restarted with the one that fails.
    #[must_use]
    pub const fn is_group(self) -> bool {
        !matches!(self, Self::OneForOne | Self::None)
    }
}

/// Whether a child that ended is started again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Restart {
    /// Always.
    #[default]
    Permanent,
    /// Only when it ended abnormally (neither normally nor by a shutdown).
    Transient,
    /// Never; its place is given up when it ends.
    Temporary,
}

/// Where the state of the next incarnation comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reinit {
    /// It is made anew, as for the first one.
    #[default]
    Fresh,
    /// It goes on from the state as of the last completed callback, if there is one.
    LastKnown,
    /// A function makes it.
    With,
    /// A function makes it from the state as of the last completed callback, if there is one.
    LastKnownWith,
}

/// How a child is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shutdown {
    /// Killed at once, without terminate.
    BrutalKill,
    /// Asked to end, and killed when it has not ended within this time.
    After(Duration),
    /// Asked to end, and waited for without limit.
    Infinity,
}

impl Shutdown {
    /// What a worker gets when nothing is said: 5 seconds.
    pub const WORKER: Self = Self::After(Duration::from_secs(5));

    /// What a supervisor gets when nothing is said: all the time its children need.
    pub const SUPERVISOR: Self = Self::Infinity;
}

/// How long the init of a child may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timeout {
    /// This long; a child that is not up by then failed to start.
    After(Duration),
    /// As long as it takes.
    Infinity,
}

impl Timeout {
    /// The time, or `None` when it is not limited.
    #[must_use]
    pub const fn duration(self) -> Option<Duration> {
        match self {
            Self::After(time) => Some(time),
            Self::Infinity => None,
        }
    }
}

impl Default for Timeout {
    /// 30 seconds.
    fn default() -> Self {
        Self::After(Duration::from_secs(30))
    }
}

/// How a pool picks the worker when it is not told which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Route {
    /// One after another.
    #[default]
    RoundRobin,
    /// The same worker for the same key.
    ByKey,
    /// The one with the fewest messages in its mailbox.
    LeastLoaded,
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneForOne => "one_for_one",
            Self::OneForAll => "one_for_all",
            Self::RestForOne => "rest_for_one",
            Self::LeftForOne => "left_for_one",
            Self::Dependents => "dependents",
            Self::None => "none",
        })
    }
}

impl fmt::Display for Restart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Permanent => "permanent",
            Self::Transient => "transient",
            Self::Temporary => "temporary",
        })
    }
}

impl fmt::Display for Reinit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fresh => "fresh",
            Self::LastKnown => "last_known",
            Self::With => "with a function",
            Self::LastKnownWith => "last_known with a function",
        })
    }
}

impl fmt::Display for Shutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrutalKill => f.write_str("brutal_kill"),
            Self::After(budget) => write!(f, "{budget:?}"),
            Self::Infinity => f.write_str("infinity"),
        }
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(time) => write!(f, "{time:?}"),
            Self::Infinity => f.write_str("infinity"),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RoundRobin => "round_robin",
            Self::ByKey => "by_key",
            Self::LeastLoaded => "least_loaded",
        })
    }
}
