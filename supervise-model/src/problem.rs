//! What can be wrong with a declaration.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// A mistake in a declaration: what it is and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The way from the root to the child, as positions among the children; empty = the root.
    pub path: Vec<usize>,
    /// The same way by names, for people: `Shop/feeds/prices`.
    pub place: String,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// An earlier child of the same supervisor, the one at this position, has the same name.
    DuplicateName {
        /// The position of the earlier one.
        first: usize,
    },
    /// A limit that allows no restart at all.
    ZeroLimitCount,
    /// A limit within no time at all.
    ZeroLimitPeriod,
    /// A pool without processes.
    ZeroPoolSize,
    /// A pool that may never have as many processes as it has at first.
    MaxBelowSize,
    /// A dynamic supervisor that may have no children.
    ZeroMaxChildren,
    /// A child whose next state comes from somewhere, and that is never started again.
    LastKnownOfTemporary,
    /// A mailbox is kept for a next incarnation that never comes.
    MailboxOfTemporary,
    /// A delay or a limit for the restarts of a child that is never started again.
    RestartsOfTemporary,
    /// A significant child that is started again whenever it ends.
    SignificantPermanent,
    /// A significant child of a supervisor that does not end with any.
    SignificantForNothing,
    /// A supervisor that ends with its significant children, and has none.
    NoSignificantChild,
    /// An order of restarts for a strategy that restarts only one child at a time.
    RestartOrderOfOne,
    /// Something to do at a limit that there is not.
    AtNoLimit,
    /// A pause of no time at all.
    ZeroPause,
    /// A back-off without any delay, or whose first delay is longer than its longest.
    BackoffBounds,
    /// A limit that is never reached, because the back-offs leave too much time between failures.
    LimitNeverReached {
        /// How many failures there can be within its period.
        failures: usize,
    },
    /// A child that is waited for without limit below a supervisor that is not.
    InfinityBelowBudget {
        /// The name of that supervisor.
        supervisor: String,
        /// The time it has.
        budget: Duration,
    },
    /// A supervisor whose children may need more time to stop, one after another, than it has.
    BudgetExceeded {
        /// The time it has.
        budget: Duration,
        /// The time they may need.
        needed: Duration,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.place, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateName { .. } => {
                f.write_str("two children of a supervisor have this name")
            }
            Self::ZeroLimitCount => f.write_str("a limit of 0 restarts"),
            Self::ZeroLimitPeriod => f.write_str("a limit within no time"),
            Self::ZeroPoolSize => f.write_str("a pool of 0 processes"),
            Self::MaxBelowSize => f.write_str("a `max_size` below the `size`"),
            Self::ZeroMaxChildren => f.write_str("a dynamic supervisor that may have no children"),
            Self::LastKnownOfTemporary => f.write_str("a `reinit` of what is never started again"),
            Self::MailboxOfTemporary => {
                f.write_str("a mailbox that is kept of what is never started again")
            }
            Self::RestartsOfTemporary => {
                f.write_str("a back-off or limit for the restarts of what is never started again")
            }
            Self::SignificantPermanent => f.write_str(
                "a permanent child can't be significant: it is started again whenever it ends",
            ),
            Self::SignificantForNothing => {
                f.write_str("a significant child of a supervisor without `auto_shutdown`")
            }
            Self::NoSignificantChild => {
                f.write_str("`auto_shutdown` of a supervisor without a significant child")
            }
            Self::RestartOrderOfOne => {
                f.write_str("a `restart_order` for a strategy that restarts one child at a time")
            }
            Self::AtNoLimit => f.write_str("`at_limit` without a limit"),
            Self::ZeroPause => f.write_str("a pause of no time"),
            Self::BackoffBounds => {
                f.write_str("a back-off whose longest delay is nothing, or shorter than the first")
            }
            Self::LimitNeverReached { failures } => write!(
                f,
                "the limit is never reached: with these back-offs at most {failures} failures fall into its period"
            ),
            Self::InfinityBelowBudget { supervisor, budget } => write!(
                f,
                "`infinity` below `{supervisor}`, which has {budget:?} to stop"
            ),
            Self::BudgetExceeded { budget, needed } => write!(
                f,
                "the children may need {needed:?} to stop, their supervisor has {budget:?}"
            ),
        }
    }
}

impl Error for Problem {}
