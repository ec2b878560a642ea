//! Who in an ordered start is being waited for.

use std::sync::{Arc, OnceLock, Weak};

use super::AnyPlace;
use crate::supervisor::Plan;
use crate::sync::Mutex;

/// Which child a supervisor's start or restart in order is waiting for.
pub(crate) struct Gate {
    starting: Mutex<Option<Arc<dyn AnyPlace>>>,
    /// The root of the supervisor's tree, once that is being started.
    pub(crate) root: OnceLock<Weak<Plan>>,
    supervisor: Weak<dyn AnyPlace>,
}

impl Gate {
    pub(crate) fn new(supervisor: Weak<dyn AnyPlace>) -> Self {
        Self {
            starting: Mutex::new(None),
            root: OnceLock::new(),
            supervisor,
        }
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
