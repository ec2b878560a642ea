//! What is registered for an incarnation, and what for its place.

use std::sync::Arc;

use super::{Life, PlaceCore, Status};
use crate::pid::Pid;
use crate::registry::{Presence, Registered, Whose};

type Registrations = Vec<Arc<dyn Registered>>;

/// What is registered for the incarnation, and what for the place.
#[derive(Default)]
pub(super) struct Tenures([Option<Tenure>; 2]);

struct Tenure {
    presence: Arc<Presence>,
    registered: Registrations,
}

impl Tenures {
    /// The incarnation has ended, and where none follows the place is vacant: none of that is found any
    /// more. What stays.
    #[cold]
    pub(super) fn leave(&mut self, follows: bool) -> Option<Box<Self>> {
        let of_place = match follows {
            true => self.0[Whose::Place as usize].take(),
            false => None,
        };
        for tenure in self.0.iter().flatten() {
            tenure.presence.leave();
        }
        of_place.map(|of_place| Box::new(Self([None, Some(of_place)])))
    }

    /// All others learn of it.
    pub(super) fn withdraw(self) {
        let tenures = self.0.iter().flatten();
        for registered in tenures.flat_map(|tenure| &tenure.registered) {
            registered.withdraw();
        }
    }

    fn all(&self) -> Registrations {
        let tenures = self.0.iter().flatten();
        let all = tenures.flat_map(|tenure| &tenure.registered);
        all.cloned().collect()
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

    /// What is registered for one of the two.
    pub(crate) fn registered_for(&self, whose: Whose) -> Registrations {
        let life = self.life.lock();
        let tenure = life
            .tenures()
            .and_then(|tenures| tenures.0[whose as usize].as_ref());
        tenure.map_or_else(Vec::new, |tenure| tenure.registered.clone())
    }

    /// All that is registered for the incarnation and its place.
    pub(crate) fn registered(&self) -> Registrations {
        self.life
            .lock()
            .tenures()
            .map_or_else(Vec::new, Tenures::all)
    }
}

impl Life {
    fn tenures(&self) -> Option<&Tenures> {
        self.ties.as_ref()?.tenures.as_deref()
    }

    fn tenure(&mut self, whose: Whose) -> &mut Option<Tenure> {
        &mut self.ties().tenures.get_or_insert_default().0[whose as usize]
    }

    /// What is registered can be found from now on. Those to be told.
    pub(super) fn enter(&mut self, pid: Pid) -> Registrations {
        let Some(tenures) = self.tenures() else {
            return Vec::new();
        };
        for tenure in tenures.0.iter().flatten() {
            tenure.presence.enter(pid);
        }
        tenures.all()
    }
}
