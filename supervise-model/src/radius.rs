//! Who was given whose handle, and who is restarted with whom.

use crate::policy::{Restart, Strategy};
use crate::spec::{ChildKind, ChildSpec, SupervisorSpec};

impl SupervisorSpec {
    /// Which of its children was given the handle of which other, itself or something below it: by
    /// their positions, first the one that was given it.
    #[must_use]
    pub fn uses(&self) -> Vec<(usize, usize)> {
        let mut uses = Vec::new();
        for (user, child) in self.children.iter().enumerate() {
            for name in child.outer_uses() {
                if let Some(used) = self.earlier(user, name)
                    && !uses.contains(&(user, used))
                {
                    uses.push((user, used));
                }
            }
        }
        uses
    }

    /// The nearest child of this name that starts before the one at this position.
    fn earlier(&self, before: usize, name: &str) -> Option<usize> {
        self.children[..before]
            .iter()
            .rposition(|child| child.name == name)
    }

    /// Its blast radius: the positions of those that are restarted when the child at this position
    /// fails and is restarted, itself among them, in order. Empty when nobody is.
    #[must_use]
    pub fn restarted_with(&self, failed: usize) -> Vec<usize> {
        let mut concerned = self.concerned_by(failed);
        concerned.retain(|&position| self.restarts(&self.children[position]));
        concerned
    }

    /// The positions of those that are stopped for good when the child at this position is restarted:
    /// temporary ones, which nobody starts again.
    #[must_use]
    pub fn stopped_with(&self, failed: usize) -> Vec<usize> {
        let mut concerned = self.concerned_by(failed);
        concerned.retain(|&position| !self.restarts(&self.children[position]));
        concerned
    }

    fn concerned_by(&self, failed: usize) -> Vec<usize> {
        let restarts = self
            .children
            .get(failed)
            .is_some_and(|child| self.restarts(child));
        if !restarts {
            return Vec::new();
        }
        let dependents = self.dependents(failed);
        let affected = |position: usize| match self.strategy {
            Strategy::OneForAll => true,
            Strategy::RestForOne => position >= failed,
            Strategy::LeftForOne => position <= failed,
            Strategy::Dependents => dependents.contains(&position),
            Strategy::OneForOne | Strategy::None => position == failed,
        };
        (0..self.children.len())
            .filter(|&position| affected(position))
            .collect()
    }

    fn restarts(&self, child: &ChildSpec) -> bool {
        match child.kind {
            ChildKind::Worker { .. } | ChildKind::Supervisor(_) => {
                child.restart != Restart::Temporary && self.strategy != Strategy::None
            }
            // They are supervisors themselves, and permanent.
            ChildKind::Dynamic { .. } | ChildKind::Pool { .. } => self.strategy != Strategy::None,
        }
    }

    /// The child at this position, those that were given its handle, and so on.
    #[must_use]
    pub fn dependents(&self, of: usize) -> Vec<usize> {
        let uses = self.uses();
        let mut found = vec![of];
        let mut looked_at = 0;
        while let Some(&used) = found.get(looked_at) {
            looked_at += 1;
            let users = uses.iter().filter(|(_, other)| *other == used);
            for (user, _) in users {
                if !found.contains(user) {
                    found.push(*user);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

impl ChildSpec {
    /// The names of those beside it, or further out, whose handles it or something below it was given.
    #[must_use]
    pub fn outer_uses(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.depends_on.iter().map(String::as_str).collect();
        if let ChildKind::Supervisor(nested) = &self.kind {
            for (position, child) in nested.children.iter().enumerate() {
                let uses = child.outer_uses().into_iter();
                names.extend(uses.filter(|name| nested.earlier(position, name).is_none()));
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worker(name: &str, uses: &[&str]) -> ChildSpec {
        ChildSpec {
            depends_on: uses.iter().map(ToString::to_string).collect(),
            ..ChildSpec::worker(name, "W")
        }
    }

    fn shop() -> SupervisorSpec {
        let mut feeds = SupervisorSpec::new("feeds");
        feeds.children = vec![
            worker("prices", &["ledger"]),
            // Its own sibling, which hides the outer one.
            worker("audit", &["prices"]),
            worker("rates", &["audit"]),
        ];
        let mut shop = SupervisorSpec::new("Shop");
        shop.children = vec![
            worker("ledger", &[]),
            worker("clock", &[]),
            worker("audit", &["ledger", "ledger"]),
            ChildSpec::supervisor(feeds),
            worker("report", &["feeds", "late"]),
        ];
        shop
    }

    #[test]
    fn who_was_given_whose_handle() {
        assert_eq!(shop().uses(), [(2, 0), (3, 0), (4, 3)]);
    }

    #[test]
    fn who_is_restarted_with_whom() {
        let mut shop = shop();
        let mut with = |strategy, failed| {
            shop.strategy = strategy;
            shop.restarted_with(failed)
        };
        assert_eq!(with(Strategy::OneForOne, 2), [2]);
        assert_eq!(with(Strategy::OneForAll, 2), [0, 1, 2, 3, 4]);
        assert_eq!(with(Strategy::RestForOne, 2), [2, 3, 4]);
        assert_eq!(with(Strategy::LeftForOne, 2), [0, 1, 2]);
        assert_eq!(with(Strategy::Dependents, 0), [0, 2, 3, 4]);
        assert_eq!(with(Strategy::Dependents, 1), [1]);
        assert!(with(Strategy::None, 2).is_empty());
        shop.strategy = Strategy::OneForAll;
        shop.children[1].restart = Restart::Temporary;
        assert!(shop.restarted_with(1).is_empty());
        assert!(shop.stopped_with(1).is_empty());
        assert_eq!(shop.restarted_with(2), [0, 2, 3, 4]);
        assert_eq!(shop.stopped_with(2), [1]);
        shop.children[1] = ChildSpec::dynamic("sessions", "S");
        assert_eq!(shop.restarted_with(1).len(), 5);
    }
}
