//! What is registered for an incarnation, and what for its place.

use std::sync::Arc;

use super::{Life, PlaceCore, Status};
use crate::pid::Pid;
use crate::registry::{Presence, Registered, Whose};

type Registrations = Vec<Arc<dyn Registered>>;

/// All that is registered for one of the two.
pub(super) struct Tenure {
    presence: Arc<Presence>,
    registered: Registrations,
}

impl Tenure {
    /// Those who look do not find it any more, and all others learn that.
    pub(super) fn withdraw(self) {
        for registered in &self.registered {
            registered.withdraw();
        }
    }

    pub(super) fn leave(&self) {
        self.presence.leave();
    }
}

impl PlaceCore {
    /// The presence of this incarnation, or of its place, and what is registered for it already. `None`
    /// when the incarnation is not alive.
    pub(crate) fn presence(&self, of: Pid, whose: Whose) -> Option<(Arc<Presence>, Registrations)> {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_live() {
            drop(life);
            return None;
        }
        let is_starting = matches!(life.status, Status::Starting);
        let tenure = life.tenure(whose).get_or_insert_with(|| {
            let presence = match is_starting {
                true => Presence::starting(of),
                false => Presence::present(of),
            };
            Tenure {
                presence: Arc::new(presence),
                registered: Vec::new(),
            }
        });
        Some((Arc::clone(&tenure.presence), tenure.registered.clone()))
    }

    /// False when that incarnation is not alive.
    pub(crate) fn note_registered(
        &self,
        of: Pid,
        whose: Whose,
        replaced: Option<&Arc<dyn Registered>>,
        registered: Arc<dyn Registered>,
    ) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || !life.is_live() {
            drop(life);
            return false;
        }
        let Some(tenure) = life.tenure(whose) else {
            drop(life);
            return false;
        };
        let list = &mut tenure.registered;
        let known = replaced.and_then(|old| list.iter().position(|one| Arc::ptr_eq(one, old)));
        let old = match known {
            Some(at) => Some(std::mem::replace(&mut list[at], registered)),
            None => {
                list.push(registered);
                None
            }
        };
        drop(life);
        drop(old);
        true
    }

    /// False when it is not registered for that incarnation, or its place.
    pub(crate) fn forget_registered(&self, of: Pid, registered: &Arc<dyn Registered>) -> bool {
        let mut life = self.life.lock();
        if life.incarnation != of.incarnation() || life.ties.is_none() {
            return false;
        }
        for whose in [Whose::Incarnation, Whose::Place] {
            let Some(tenure) = life.tenure(whose) else {
                continue;
            };
            let list = &mut tenure.registered;
            if let Some(at) = list.iter().position(|one| Arc::ptr_eq(one, registered)) {
                let removed = list.remove(at);
                drop(life);
                drop(removed);
                return true;
            }
        }
        false
    }

    /// All that is registered for the incarnation and its place.
    pub(crate) fn registered(&self) -> Registrations {
        let life = self.life.lock();
        life.ties.as_ref().map_or_else(Vec::new, |ties| {
            let tenures = ties.tenures.iter().flatten();
            tenures
                .flat_map(|tenure| &tenure.registered)
                .cloned()
                .collect()
        })
    }
}

impl Life {
    fn tenure(&mut self, whose: Whose) -> &mut Option<Tenure> {
        &mut self.ties().tenures[whose as usize]
    }

    /// What is registered can be found from now on. Those to be told.
    pub(super) fn enter(&mut self, pid: Pid) -> Registrations {
        let Some(ties) = &self.ties else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for tenure in ties.tenures.iter().flatten() {
            tenure.presence.enter(pid);
            told.extend_from_slice(&tenure.registered);
        }
        told
    }
}
