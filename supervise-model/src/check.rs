//! What a declaration may not say, whoever made it.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::policy::{Limit, Reinit, Restart, Shutdown};
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

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
    /// A dynamic supervisor that may have no children.
    ZeroMaxChildren,
    /// A child that is to go on from its last state, and is never started again.
    LastKnownOfTemporary,
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

/// Everything that is wrong with a declaration, in the order of its children.
#[must_use]
pub fn check(root: &SupervisorSpec) -> Vec<Problem> {
    let mut checker = Checker {
        path: Vec::new(),
        names: vec![root.name.clone()],
        problems: Vec::new(),
    };
    checker.supervisor(root, None);
    checker.problems
}

struct Checker {
    path: Vec<usize>,
    names: Vec<String>,
    problems: Vec<Problem>,
}

impl Checker {
    /// `bound` is the nearest supervisor at or above this one that has a finite budget.
    fn supervisor(&mut self, spec: &SupervisorSpec, bound: Option<(&str, Duration)>) {
        self.limit(spec.limit);
        let mut seen = HashMap::new();
        for (position, child) in spec.children.iter().enumerate() {
            self.path.push(position);
            self.names.push(child.name.clone());
            if let Some(first) = seen.get(child.name.as_str()) {
                self.report(ProblemKind::DuplicateName { first: *first });
            } else {
                seen.insert(child.name.as_str(), position);
            }
            self.child(child, bound);
            self.path.pop();
            self.names.pop();
        }
    }

    fn child(&mut self, child: &ChildSpec, bound: Option<(&str, Duration)>) {
        match &child.kind {
            ChildKind::Worker { .. } => {}
            ChildKind::Dynamic {
                max_children,
                limit,
                ..
            } => {
                self.limit(*limit);
                if *max_children == Some(0) {
                    self.report(ProblemKind::ZeroMaxChildren);
                }
            }
            ChildKind::Pool { size, limit, .. } => {
                self.limit(*limit);
                if *size == 0 {
                    self.report(ProblemKind::ZeroPoolSize);
                }
            }
            ChildKind::Supervisor(supervisor) => return self.nested(child, supervisor, bound),
        }
        if let (Reinit::LastKnown, Restart::Temporary) = (child.reinit, child.restart) {
            self.report(ProblemKind::LastKnownOfTemporary);
        }
        if let (Shutdown::Infinity, Some((supervisor, budget))) = (child.shutdown, bound) {
            self.report(ProblemKind::InfinityBelowBudget {
                supervisor: supervisor.to_owned(),
                budget,
            });
        }
    }

    fn nested(
        &mut self,
        child: &ChildSpec,
        supervisor: &SupervisorSpec,
        bound: Option<(&str, Duration)>,
    ) {
        let bound = match child.shutdown {
            Shutdown::After(budget) => {
                // An unbounded child is reported where it stands, so no sum is missed here.
                if let Some(needed) = supervisor.budget().filter(|needed| *needed > budget) {
                    self.report(ProblemKind::BudgetExceeded { budget, needed });
                }
                Some((child.name.as_str(), budget))
            }
            // Nobody below is waited for.
            Shutdown::BrutalKill => None,
            Shutdown::Infinity => bound,
        };
        self.supervisor(supervisor, bound);
    }

    fn limit(&mut self, limit: Limit) {
        if let Some((restarts, period)) = limit.bound() {
            if restarts == 0 {
                self.report(ProblemKind::ZeroLimitCount);
            }
            if period.is_zero() {
                self.report(ProblemKind::ZeroLimitPeriod);
            }
        }
    }

    fn report(&mut self, kind: ProblemKind) {
        self.problems.push(Problem {
            path: self.path.clone(),
            place: self.names.join("/"),
            kind,
        });
    }
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
            Self::ZeroMaxChildren => f.write_str("a dynamic supervisor that may have no children"),
            Self::LastKnownOfTemporary => {
                f.write_str("`reinit: last_known` of what is never started again")
            }
            Self::InfinityBelowBudget { supervisor, budget } => write!(
                f,
                "`infinity` below `{supervisor}`, which has {budget:?} to stop"
            ),
            Self::BudgetExceeded { budget, needed } => write!(
                f,
                "the children may need {needed:?} to stop one after another, their supervisor has {budget:?}"
            ),
        }
    }
}

impl Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn named(name: &str, children: Vec<ChildSpec>) -> SupervisorSpec {
        SupervisorSpec {
            children,
            ..SupervisorSpec::new(name)
        }
    }

    fn worker(name: &str, shutdown: Shutdown) -> ChildSpec {
        ChildSpec {
            shutdown,
            ..ChildSpec::worker(name, "W")
        }
    }

    fn nested(name: &str, shutdown: Shutdown, children: Vec<ChildSpec>) -> ChildSpec {
        ChildSpec {
            shutdown,
            ..ChildSpec::supervisor(named(name, children))
        }
    }

    fn kinds(root: &SupervisorSpec) -> Vec<(Vec<usize>, ProblemKind)> {
        let problems = check(root).into_iter();
        problems.map(|found| (found.path, found.kind)).collect()
    }

    #[test]
    fn a_sound_tree_has_no_problems() {
        let inner = nested(
            "inner",
            Shutdown::After(SECOND * 10),
            vec![worker("a", Shutdown::WORKER), worker("b", Shutdown::WORKER)],
        );
        let root = named("Root", vec![worker("a", Shutdown::Infinity), inner]);
        assert_eq!(check(&root), []);
    }

    #[test]
    fn each_repetition_of_a_name_is_one_problem() {
        let child = || ChildSpec::worker("a", "A");
        let root = named("Root", vec![child(), child(), child()]);
        assert_eq!(
            kinds(&root),
            [
                (vec![1], ProblemKind::DuplicateName { first: 0 }),
                (vec![2], ProblemKind::DuplicateName { first: 0 }),
            ]
        );
    }

    #[test]
    fn the_same_name_in_two_supervisors_is_fine() {
        let inner = nested(
            "inner",
            Shutdown::Infinity,
            vec![ChildSpec::worker("a", "A")],
        );
        let root = named("Root", vec![ChildSpec::worker("a", "A"), inner]);
        assert_eq!(check(&root), []);
    }

    #[test]
    fn numbers_that_switch_everything_off() {
        let mut root = named(
            "Root",
            vec![
                ChildSpec::pool("pool", "P", 0),
                ChildSpec {
                    kind: ChildKind::Dynamic {
                        process: "D".to_owned(),
                        max_children: Some(0),
                        limit: Limit::new(1, Duration::ZERO),
                    },
                    ..ChildSpec::dynamic("dynamic", "D")
                },
            ],
        );
        root.limit = Limit::new(0, SECOND);
        assert_eq!(
            kinds(&root),
            [
                (vec![], ProblemKind::ZeroLimitCount),
                (vec![0], ProblemKind::ZeroPoolSize),
                (vec![1], ProblemKind::ZeroLimitPeriod),
                (vec![1], ProblemKind::ZeroMaxChildren),
            ]
        );
    }

    #[test]
    fn a_last_state_that_nobody_goes_on_from() {
        let keeps = |child: ChildSpec| ChildSpec {
            reinit: Reinit::LastKnown,
            ..child
        };
        let temporary = ChildSpec {
            restart: Restart::Temporary,
            ..worker("b", Shutdown::WORKER)
        };
        let root = named(
            "Shop",
            vec![
                keeps(worker("a", Shutdown::WORKER)),
                keeps(temporary),
                keeps(ChildSpec::dynamic("c", "C")),
                keeps(ChildSpec {
                    restart: Restart::Transient,
                    ..ChildSpec::dynamic("d", "D")
                }),
                keeps(ChildSpec::pool("e", "E", 2)),
            ],
        );
        assert_eq!(
            kinds(&root),
            [
                (vec![1], ProblemKind::LastKnownOfTemporary),
                (vec![2], ProblemKind::LastKnownOfTemporary),
            ]
        );
    }

    #[test]
    fn infinity_is_reported_where_it_stands() {
        let deep = nested(
            "deep",
            Shutdown::Infinity,
            vec![worker("w", Shutdown::Infinity)],
        );
        let inner = nested("inner", Shutdown::After(SECOND), vec![deep]);
        let root = named("Root", vec![inner]);
        let problems = check(&root);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].path, [0, 0, 0]);
        assert_eq!(
            problems[0].to_string(),
            "`Root/inner/deep/w`: `infinity` below `inner`, which has 1s to stop"
        );
    }

    #[test]
    fn what_is_killed_needs_no_time() {
        let killed = nested(
            "killed",
            Shutdown::BrutalKill,
            vec![worker("w", Shutdown::Infinity)],
        );
        let inner = nested("inner", Shutdown::After(SECOND), vec![killed]);
        assert_eq!(check(&named("Root", vec![inner])), []);
    }

    #[test]
    fn the_budgets_of_the_children_are_summed() {
        let inner = nested(
            "inner",
            Shutdown::After(SECOND * 9),
            vec![worker("a", Shutdown::WORKER), worker("b", Shutdown::WORKER)],
        );
        let problems = check(&named("Root", vec![inner]));
        assert_eq!(problems.len(), 1);
        assert_eq!(
            problems[0].to_string(),
            "`Root/inner`: the children may need 10s to stop one after another, their supervisor has 9s"
        );
    }

    #[test]
    fn an_outer_budget_counts_the_inner_ones() {
        let inner = |name| nested(name, Shutdown::After(SECOND * 2), vec![]);
        let outer = nested(
            "outer",
            Shutdown::After(SECOND * 3),
            vec![inner("a"), inner("b")],
        );
        let expected = ProblemKind::BudgetExceeded {
            budget: SECOND * 3,
            needed: SECOND * 4,
        };
        assert_eq!(kinds(&named("Root", vec![outer])), [(vec![0], expected)]);
    }
}
