//! Who in an ordered start is being waited for.

use std::sync::{Arc, OnceLock, Weak};

use super::AnyPlace;
use crate::supervisor::Plan;
use crate::sync::Mutex;

/// Which children a supervisor's start or restart in order is waiting for.
pub(crate) struct Gate {
    /// All that may still be in their inits, each once, and some that are up.
    started: Mutex<Vec<Arc<dyn AnyPlace>>>,
    /// Set once the tree is being started.
    stand: OnceLock<Stand>,
    supervisor: Weak<dyn AnyPlace>,
}

/// Where the supervisor stands in its tree.
struct Stand {
    root: Weak<Plan>,
    /// The path of its children without their names: its own, which is empty for a root.
    below: Arc<str>,
}

impl Gate {
    pub(crate) fn new(supervisor: Weak<dyn AnyPlace>) -> Self {
        Self {
            started: Mutex::new(Vec::new()),
            stand: OnceLock::new(),
            supervisor,
        }
    }

    /// Says where its supervisor stands. The first word counts: a tree is started once.
    pub(crate) fn stands(&self, root: Weak<Plan>, below: Arc<str>) {
        let _ = self.stand.set(Stand { root, below });
    }

    /// The root of its supervisor's tree.
    pub(crate) fn root(&self) -> Option<Arc<Plan>> {
        self.stand.get()?.root.upgrade()
    }

    /// The path that the supervisor's children stand under.
    pub(crate) fn below(&self) -> &str {
        self.stand.get().map_or("", |stand| &stand.below)
    }

    /// One of the children is started.
    pub(crate) fn starts(&self, place: &Arc<dyn AnyPlace>) {
        let mut started = self.started.lock();
        if !place.core().set_at_gate(true) {
            started.push(Arc::clone(place));
        }
    }

    /// One of the children is gone for good.
    pub(crate) fn forget(&self, place: &dyn AnyPlace) {
        let mut started = self.started.lock();
        let gone = match place.core().set_at_gate(false) {
            true => {
                let id = place.core().id;
                let found = started.iter().position(|other| other.core().id == id);
                found.map(|index| started.swap_remove(index))
            }
            false => None,
        };
        drop(started);
        drop(gone);
    }

    /// No start is under way.
    pub(crate) fn clear(&self) {
        let mut started = self.started.lock();
        let over = std::mem::take(&mut *started);
        for place in &over {
            place.core().set_at_gate(false);
        }
        drop(started);
        drop(over);
    }

    /// Those that are in their inits. The others are forgotten, so that nobody has to look at them again.
    pub(super) fn starting(&self) -> Vec<Arc<dyn AnyPlace>> {
        let mut started = self.started.lock();
        let over = started.extract_if(.., |place| !place.core().is_starting());
        let over: Vec<_> = over.collect();
        for place in &over {
            place.core().set_at_gate(false);
        }
        let starting = started.clone();
        drop(started);
        drop(over);
        starting
    }

    pub(super) fn supervisor(&self) -> Option<Arc<dyn AnyPlace>> {
        self.supervisor.upgrade()
    }

    /// Whom one in line waits for: where no start is under way, the supervisor's own. Of several that
    /// start side by side it need not wait for each, so nobody is named.
    pub(super) fn ahead(&self) -> Option<Arc<dyn AnyPlace>> {
        let mut starting = self.starting();
        let last = starting.pop();
        match last {
            None => self.supervisor(),
            Some(_) if !starting.is_empty() => None,
            only => only,
        }
    }
}
