//! Who in an ordered start is being waited for.

use std::sync::{Arc, OnceLock, Weak};

use super::AnyPlace;
use crate::supervisor::Plan;
use crate::sync::Mutex;

/// Which child a supervisor's start or restart in order is waiting for.
pub(crate) struct Gate {
    starting: Mutex<Option<Arc<dyn AnyPlace>>>,
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
            starting: Mutex::new(None),
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

    pub(crate) fn set(&self, place: Option<Arc<dyn AnyPlace>>) {
        let old = std::mem::replace(&mut *self.starting.lock(), place);
        drop(old);
    }

    pub(super) fn get(&self) -> Option<Arc<dyn AnyPlace>> {
        self.starting.lock().clone()
    }

    pub(super) fn supervisor(&self) -> Option<Arc<dyn AnyPlace>> {
        self.supervisor.upgrade()
    }

    /// Whom one in line waits for: where no start is under way, the supervisor's own.
    pub(super) fn ahead(&self) -> Option<Arc<dyn AnyPlace>> {
        self.get().or_else(|| self.supervisor())
    }
}
