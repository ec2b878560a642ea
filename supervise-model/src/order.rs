//! In which order children are started, stopped, and restarted together.

use std::fmt;

/// From which end of the declaration on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The child that starts first goes first.
    LeftToRight,
    /// The child that starts last goes first.
    RightToLeft,
}

/// How a supervisor restarts several children that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RestartOrder {
    /// All are stopped, one after another; then all are started, one after another.
    Sequential {
        /// In which order they are stopped.
        stop: Direction,
        /// In which order they are started.
        start: Direction,
    },
    /// One after another is stopped and started again before it is the next one's turn.
    Rolling(Direction),
    /// All are stopped at once; when all are down, all are started at once.
    Parallel,
}

impl RestartOrder {
    /// Stopped from the right, started from the left.
    pub const SEQUENTIAL: Self = Self::Sequential {
        stop: Direction::RightToLeft,
        start: Direction::LeftToRight,
    };
}

impl Default for RestartOrder {
    /// [`RestartOrder::SEQUENTIAL`].
    fn default() -> Self {
        Self::SEQUENTIAL
    }
}

/// In which order a supervisor that ends stops its children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ShutdownOrder {
    /// One after another, the one that was started last first.
    #[default]
    Reverse,
    /// One after another, the one that was started first first.
    Forward,
    /// All at once, each within its own budget.
    Parallel,
}

/// In which order a supervisor starts its declared children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StartOrder {
    /// One after another.
    #[default]
    Sequential,
    /// Each as soon as those are up whose handles it was given.
    Concurrent,
}

/// Whether a supervisor ends when children of significance have ended by themselves, in order, and
/// are not restarted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AutoShutdown {
    /// It does not.
    #[default]
    Never,
    /// When one of them has.
    AnySignificant,
    /// When the last of them has.
    AllSignificant,
}

impl fmt::Display for RestartOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Direction::{LeftToRight, RightToLeft};
        f.write_str(match self {
            Self::Sequential {
                stop: RightToLeft,
                start: LeftToRight,
            } => "sequential",
            Self::Sequential {
                stop: LeftToRight,
                start: RightToLeft,
            } => "sequential reverse",
            Self::Sequential {
                stop: LeftToRight, ..
            } => "sequential, left to right",
            Self::Sequential { .. } => "sequential, right to left",
            Self::Rolling(LeftToRight) => "rolling",
            Self::Rolling(RightToLeft) => "rolling reverse",
            Self::Parallel => "parallel",
        })
    }
}

impl fmt::Display for ShutdownOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reverse => "reverse",
            Self::Forward => "forward",
            Self::Parallel => "parallel",
        })
    }
}

impl fmt::Display for StartOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sequential => "sequential",
            Self::Concurrent => "concurrent",
        })
    }
}

impl fmt::Display for AutoShutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Never => "never",
            Self::AnySignificant => "any_significant",
            Self::AllSignificant => "all_significant",
        })
    }
}
