//! How long an orderly stop may take.

use std::time::Duration;

use crate::order::ShutdownOrder;
use crate::policy::Shutdown;
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

impl SupervisorSpec {
    /// The longest that stopping all children may take, in their order; `None` = no bound.
    #[must_use]
    pub fn budget(&self) -> Option<Duration> {
        let mut budgets = self.children.iter().map(ChildSpec::budget);
        let together = match self.shutdown_order {
            ShutdownOrder::Parallel => Duration::max,
            _ => Duration::saturating_add,
        };
        budgets.try_fold(Duration::ZERO, |sum, budget| Some(together(sum, budget?)))
    }
}

impl ChildSpec {
    /// The longest that stopping this child may take; `None` = no bound.
    ///
    /// The children of a dynamic supervisor and of a pool are stopped side by side, each within its
    /// own budget, so that their number does not matter. A supervisor that is given
    /// [`Shutdown::Infinity`] has the time that its children need.
    #[must_use]
    pub fn budget(&self) -> Option<Duration> {
        match (self.shutdown, &self.kind) {
            (Shutdown::BrutalKill, _) => Some(Duration::ZERO),
            (Shutdown::After(budget), _) => {
                Some(budget.saturating_add(self.drain.unwrap_or_default()))
            }
            (Shutdown::Infinity, ChildKind::Supervisor(supervisor)) => supervisor.budget(),
            (Shutdown::Infinity, _) => None,
        }
    }
}

/// The sum of budgets in milliseconds, for use in constants; `None` = no bound.
#[must_use]
pub const fn total_budget(budgets: &[Option<u64>]) -> Option<u64> {
    let mut sum = 0_u64;
    let mut rest = budgets;
    while let [first, tail @ ..] = rest {
        match first {
            Some(budget) => sum = sum.saturating_add(*budget),
            None => return None,
        }
        rest = tail;
    }
    Some(sum)
}

/// The longest of budgets in milliseconds, for use in constants; `None` = no bound.
#[must_use]
pub const fn longest_budget(budgets: &[Option<u64>]) -> Option<u64> {
    let mut longest = 0_u64;
    let mut rest = budgets;
    while let [first, tail @ ..] = rest {
        match first {
            Some(budget) if *budget > longest => longest = *budget,
            Some(_) => {}
            None => return None,
        }
        rest = tail;
    }
    Some(longest)
}

/// Whether what is needed fits into a budget, for use in constants.
#[must_use]
pub const fn budget_fits(budget: u64, needed: Option<u64>) -> bool {
    match needed {
        Some(needed) => needed <= budget,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worker(shutdown: Shutdown) -> ChildSpec {
        ChildSpec {
            shutdown,
            ..ChildSpec::worker("w", "W")
        }
    }

    #[test]
    fn a_supervisor_needs_what_its_children_need_together() {
        let mut inner = SupervisorSpec::new("inner");
        inner.children = vec![
            worker(Shutdown::After(Duration::from_secs(2))),
            worker(Shutdown::BrutalKill),
        ];
        let mut outer = SupervisorSpec::new("outer");
        outer.children = vec![ChildSpec::supervisor(inner), worker(Shutdown::WORKER)];
        assert_eq!(outer.budget(), Some(Duration::from_secs(7)));

        outer.shutdown_order = ShutdownOrder::Parallel;
        assert_eq!(outer.budget(), Some(Duration::from_secs(5)));
        outer.children[1].drain = Some(Duration::from_secs(3));
        assert_eq!(outer.budget(), Some(Duration::from_secs(8)));

        outer.children.push(worker(Shutdown::Infinity));
        assert_eq!(outer.budget(), None);
    }

    #[test]
    fn a_budget_of_its_own_hides_what_is_below() {
        let mut inner = SupervisorSpec::new("inner");
        inner.children = vec![worker(Shutdown::Infinity)];
        let child = ChildSpec {
            shutdown: Shutdown::After(Duration::from_secs(1)),
            ..ChildSpec::supervisor(inner)
        };
        assert_eq!(child.budget(), Some(Duration::from_secs(1)));
    }

    #[test]
    fn constants_add_up_without_overflow() {
        const SUM: Option<u64> = total_budget(&[Some(1), Some(2)]);
        assert_eq!(SUM, Some(3));
        assert_eq!(total_budget(&[Some(1), None]), None);
        assert_eq!(total_budget(&[Some(u64::MAX), Some(2)]), Some(u64::MAX));
        assert_eq!(longest_budget(&[Some(1), Some(3), Some(2)]), Some(3));
        assert_eq!(longest_budget(&[Some(1), None]), None);
        assert!(budget_fits(3, total_budget(&[Some(1), Some(2)])));
        assert!(!budget_fits(2, total_budget(&[Some(1), Some(2)])));
        assert!(!budget_fits(2, None));
        assert!(budget_fits(0, total_budget(&[])));
    }
}
