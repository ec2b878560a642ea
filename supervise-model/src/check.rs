//! What a declaration may not say, whoever made it.

use std::collections::HashMap;
use std::time::Duration;

use crate::limit::{AtLimit, Backoff, Limit};
use crate::order::{AutoShutdown, RestartOrder};
use crate::policy::{Reinit, Restart, Shutdown, Strategy};
use crate::problem::{Problem, ProblemKind};
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

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

/// Everything that is wrong with a child that is added to a supervisor, as far as that can be said
/// without the supervisor.
#[must_use]
pub fn check_child(child: &ChildSpec) -> Vec<Problem> {
    let mut checker = Checker {
        path: Vec::new(),
        names: vec![child.name.clone()],
        problems: Vec::new(),
    };
    checker.child(child, None);
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
        self.at_limit(spec.at_limit, Some(spec.limit));
        let significant = spec.children.iter().any(|child| child.significant);
        if spec.auto_shutdown != AutoShutdown::Never && !significant {
            self.report(ProblemKind::NoSignificantChild);
        }
        if spec.restart_order != RestartOrder::default() && !spec.strategy.is_group() {
            self.report(ProblemKind::RestartOrderOfOne);
        }
        if spec.strategy != Strategy::None {
            let failures = spec
                .children
                .iter()
                .map(|child| failures(child, spec.limit));
            self.reachable(spec.limit, failures.sum());
        }
        let mut seen = HashMap::new();
        for (position, child) in spec.children.iter().enumerate() {
            self.path.push(position);
            self.names.push(child.name.clone());
            if let Some(first) = seen.get(child.name.as_str()) {
                self.report(ProblemKind::DuplicateName { first: *first });
            } else {
                seen.insert(child.name.as_str(), position);
            }
            if child.significant && spec.auto_shutdown == AutoShutdown::Never {
                self.report(ProblemKind::SignificantForNothing);
            }
            self.child(child, bound);
            self.path.pop();
            self.names.pop();
        }
    }

    fn child(&mut self, child: &ChildSpec, bound: Option<(&str, Duration)>) {
        self.restarts(child);
        match &child.kind {
            ChildKind::Worker { .. } => self.at_limit(child.at_limit, child.limit),
            ChildKind::Dynamic {
                max_children,
                limit,
                ..
            } => {
                self.limit(*limit);
                self.at_limit(child.at_limit, Some(*limit));
                if *max_children == Some(0) {
                    self.report(ProblemKind::ZeroMaxChildren);
                }
            }
            ChildKind::Pool {
                size,
                max_size,
                limit,
                ..
            } => {
                if max_size.is_some_and(|most| most < *size) {
                    self.report(ProblemKind::MaxBelowSize);
                }
                self.limit(*limit);
                self.at_limit(child.at_limit, Some(*limit));
                // As many as there may be once it is resized.
                let most = max_size.unwrap_or(*size);
                self.reachable(*limit, failures(child, *limit).map(|each| each * most));
                if *size == 0 {
                    self.report(ProblemKind::ZeroPoolSize);
                }
            }
            ChildKind::Supervisor(supervisor) => return self.nested(child, supervisor, bound),
        }
        if child.reinit != Reinit::Fresh && child.restart == Restart::Temporary {
            self.report(ProblemKind::LastKnownOfTemporary);
        }
        if child.keeps_mailbox && child.restart == Restart::Temporary {
            self.report(ProblemKind::MailboxOfTemporary);
        }
        if let (Shutdown::Infinity, Some((supervisor, budget))) = (child.shutdown, bound) {
            self.report(ProblemKind::InfinityBelowBudget {
                supervisor: supervisor.to_owned(),
                budget,
            });
        }
    }

    /// What is said about the restarts of a child.
    fn restarts(&mut self, child: &ChildSpec) {
        let temporary = child.restart == Restart::Temporary;
        if temporary && (child.backoff.is_some() || child.limit.is_some()) {
            return self.report(ProblemKind::RestartsOfTemporary);
        }
        if child.significant && child.restart == Restart::Permanent {
            self.report(ProblemKind::SignificantPermanent);
        }
        if let Some((first, max)) = child.backoff.map(Backoff::bounds)
            && (max.is_zero() || first > max)
        {
            return self.report(ProblemKind::BackoffBounds);
        }
        if let Some(limit) = child.limit {
            self.limit(limit);
            let period = limit.bound().map_or(Duration::ZERO, |(_, period)| period);
            let backoff = child
                .backoff
                .and_then(|backoff| backoff.most_failures(period));
            self.reachable(limit, backoff);
        }
    }

    fn at_limit(&mut self, at_limit: AtLimit, limit: Option<Limit>) {
        match at_limit {
            AtLimit::Escalate => return,
            AtLimit::Pause(time) | AtLimit::Open(time) if time.is_zero() => {
                self.report(ProblemKind::ZeroPause);
            }
            _ => {}
        }
        if limit.is_none_or(|limit| limit == Limit::NONE) {
            self.report(ProblemKind::AtNoLimit);
        }
    }

    /// A limit that was left as it is need not be reached.
    fn reachable(&mut self, limit: Limit, failures: Option<usize>) {
        if let (Some((most, _)), Some(failures)) = (limit.bound(), failures)
            && limit != Limit::default()
            && failures <= most as usize
            && failures > 0
        {
            self.report(ProblemKind::LimitNeverReached { failures });
        }
    }

    fn nested(
        &mut self,
        child: &ChildSpec,
        supervisor: &SupervisorSpec,
        bound: Option<(&str, Duration)>,
    ) {
        self.at_limit(child.at_limit, child.limit);
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

/// How many failures of the child can lie within the period of its supervisor's limit; `None` = any
/// number.
fn failures(child: &ChildSpec, limit: Limit) -> Option<usize> {
    let (_, period) = limit.bound()?;
    if child.restart == Restart::Temporary || child.limit.is_some() {
        return Some(0);
    }
    // What is below a dynamic supervisor or a pool counts there.
    match child.kind {
        ChildKind::Dynamic { .. } => None,
        _ => child.backoff?.most_failures(period),
    }
}

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
    fn a_pool_that_can_only_shrink() {
        let mut pool = ChildSpec::pool("p", "P", 4);
        if let ChildKind::Pool { max_size, .. } = &mut pool.kind {
            *max_size = Some(3);
        }
        let root = named("Root", vec![pool]);
        assert_eq!(kinds(&root), [(vec![0], ProblemKind::MaxBelowSize)]);
    }

    #[test]
    fn restarts_that_never_happen() {
        let temporary = || ChildSpec {
            restart: Restart::Temporary,
            ..worker("a", Shutdown::WORKER)
        };
        let backoff = Some(Backoff::constant(SECOND));
        let root = named(
            "Root",
            vec![
                ChildSpec {
                    backoff,
                    ..temporary()
                },
                ChildSpec {
                    name: "b".to_owned(),
                    limit: Some(Limit::default()),
                    ..temporary()
                },
                ChildSpec {
                    backoff,
                    ..ChildSpec::dynamic("c", "C")
                },
            ],
        );
        let kind = ProblemKind::RestartsOfTemporary;
        assert_eq!(
            kinds(&root),
            [
                (vec![0], kind.clone()),
                (vec![1], kind.clone()),
                (vec![2], kind)
            ]
        );
    }

    #[test]
    fn significance_needs_a_supervisor_that_cares_and_the_other_way_round() {
        let significant = |restart| ChildSpec {
            restart,
            significant: true,
            ..worker("a", Shutdown::WORKER)
        };
        let mut root = named("Root", vec![significant(Restart::Transient)]);
        assert_eq!(
            kinds(&root),
            [(vec![0], ProblemKind::SignificantForNothing)]
        );
        root.auto_shutdown = AutoShutdown::AnySignificant;
        assert_eq!(kinds(&root), []);
        root.children = vec![significant(Restart::Permanent)];
        assert_eq!(kinds(&root), [(vec![0], ProblemKind::SignificantPermanent)]);
        root.children = vec![worker("a", Shutdown::WORKER)];
        assert_eq!(kinds(&root), [(vec![], ProblemKind::NoSignificantChild)]);
    }

    #[test]
    fn an_order_for_groups_alone() {
        let mut root = named("Root", Vec::new());
        root.restart_order = RestartOrder::Parallel;
        assert_eq!(kinds(&root), [(vec![], ProblemKind::RestartOrderOfOne)]);
        root.strategy = Strategy::LeftForOne;
        assert_eq!(kinds(&root), []);
    }

    #[test]
    fn what_happens_at_a_limit_takes_one() {
        let mut root = named(
            "Root",
            vec![ChildSpec {
                at_limit: AtLimit::Open(SECOND),
                ..worker("a", Shutdown::WORKER)
            }],
        );
        root.limit = Limit::NONE;
        root.at_limit = AtLimit::Disable;
        assert_eq!(
            kinds(&root),
            [
                (vec![], ProblemKind::AtNoLimit),
                (vec![0], ProblemKind::AtNoLimit),
            ]
        );
        root.children.clear();
        root.limit = Limit::default();
        root.at_limit = AtLimit::Pause(Duration::ZERO);
        assert_eq!(kinds(&root), [(vec![], ProblemKind::ZeroPause)]);
    }

    #[test]
    fn delays_that_are_none_or_get_shorter() {
        let with = |backoff| {
            let child = ChildSpec {
                backoff: Some(backoff),
                ..worker("a", Shutdown::WORKER)
            };
            kinds(&named("Root", vec![child]))
        };
        let wrong = [(vec![0], ProblemKind::BackoffBounds)];
        assert_eq!(with(Backoff::constant(Duration::ZERO)), wrong);
        assert_eq!(with(Backoff::exponential(2 * SECOND, SECOND)), wrong);
        assert_eq!(with(Backoff::exponential(Duration::ZERO, SECOND)), []);
    }

    #[test]
    fn limits_that_back_offs_keep_out_of_reach() {
        let slow = |name| ChildSpec {
            backoff: Some(Backoff::constant(2 * SECOND)),
            ..worker(name, Shutdown::WORKER)
        };
        let limit = |most| Limit::new(most, 5 * SECOND);
        let mut root = named("Root", vec![slow("a")]);
        // The limit that there is when nothing is said.
        assert_eq!(kinds(&root), []);
        root.limit = limit(4);
        let never = |failures| ProblemKind::LimitNeverReached { failures };
        assert_eq!(kinds(&root), [(vec![], never(3))]);
        root.limit = limit(2);
        assert_eq!(kinds(&root), []);
        // Of two children twice as many.
        root.limit = limit(4);
        root.children.push(slow("b"));
        assert_eq!(kinds(&root), []);
        // One that may fail at any time.
        root.limit = limit(9);
        assert_eq!(kinds(&root), [(vec![], never(6))]);
        root.children.push(worker("c", Shutdown::WORKER));
        assert_eq!(kinds(&root), []);
        // A limit of its own, and a pool.
        let own = ChildSpec {
            limit: Some(limit(4)),
            ..slow("a")
        };
        assert_eq!(kinds(&named("Root", vec![own])), [(vec![0], never(3))]);
        let mut pool = ChildSpec {
            backoff: slow("a").backoff,
            kind: ChildKind::Pool {
                process: "P".to_owned(),
                size: 2,
                max_size: None,
                route: crate::Route::ByKey,
                limit: limit(6),
            },
            ..ChildSpec::pool("p", "P", 2)
        };
        let never = [(vec![0], never(6))];
        assert_eq!(kinds(&named("Root", vec![pool.clone()])), never);
        if let ChildKind::Pool { max_size, .. } = &mut pool.kind {
            *max_size = Some(3);
        }
        assert_eq!(kinds(&named("Root", vec![pool])), []);
    }

    #[test]
    fn a_mailbox_that_is_kept_for_nobody() {
        let keeps = |name, restart| ChildSpec {
            keeps_mailbox: true,
            restart,
            ..worker(name, Shutdown::WORKER)
        };
        let children = vec![
            keeps("a", Restart::Transient),
            keeps("b", Restart::Temporary),
        ];
        let found = kinds(&named("Shop", children));
        assert_eq!(found, [(vec![1], ProblemKind::MailboxOfTemporary)]);
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
            "`Root/inner`: the children may need 10s to stop, their supervisor has 9s"
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
