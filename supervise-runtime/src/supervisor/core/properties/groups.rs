//! The rules about who is restarted together.

use supervise_model::{Restart, Strategy};

use super::super::{ChildKey, Mode};
use super::judge::Judge;
use super::seen::Seen;

impl Judge {
    /// The child is restarted, and those with it that the strategy names: who lives goes down for it.
    pub(super) fn restarts_with_group(&mut self, child: ChildKey) {
        let Mode::Static(strategy) = self.rules.mode else {
            return;
        };
        let at = self.rank(child);
        let concerned: Vec<ChildKey> = match strategy {
            Strategy::OneForAll => self.order.clone(),
            Strategy::RestForOne => self.order[at..].to_vec(),
            Strategy::LeftForOne => self.order[..=at].to_vec(),
            Strategy::Dependents => self.dependents(child),
            _ => return,
        };
        let in_boot = |seen: &Seen| seen.run == 0 && !seen.vacant && !seen.on_approval;
        let siblings = concerned.iter().filter(|key| **key != child);
        let alone = siblings.map(|key| &self.children[key]).all(in_boot);
        self.child(child).with_group |= !alone;
        for key in concerned {
            let seen = self.child(key);
            seen.doomed = seen.alive;
            let left = seen.halted || seen.abandoned && seen.vacant || in_boot(seen);
            if key != child && !left && seen.policy.restart != Restart::Temporary {
                seen.with_group = true;
                seen.coming = true;
            }
        }
    }

    pub(super) fn group_is_over(&mut self) {
        for seen in self.children.values_mut() {
            seen.with_group = false;
        }
    }

    fn dependents(&self, child: ChildKey) -> Vec<ChildKey> {
        let users = self.uses.iter().filter(|(_, used)| *used == child);
        let mut all = vec![child];
        for (user, _) in users {
            all.extend(self.dependents(*user));
        }
        all.retain(|key| self.children.contains_key(key));
        all
    }
}
