//! A way to crash processes that wait for their sockets rather than for messages.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All fuses, by the paths of their processes.
#[derive(Clone, Debug, Default)]
pub struct Fuses(Arc<Mutex<HashMap<Arc<str>, Arc<Notify>>>>);

/// The fuse of one process.
#[derive(Debug)]
pub struct Fuse {
    path: Arc<str>,
    notify: Arc<Notify>,
    fuses: Fuses,
}

impl Fuses {
    /// Gives a process its fuse.
    pub fn plant(&self, path: Arc<str>) -> Fuse {
        let notify = Arc::new(Notify::new());
        self.lock().insert(Arc::clone(&path), Arc::clone(&notify));
        let fuses = self.clone();
        Fuse {
            path,
            notify,
            fuses,
        }
    }

    /// Blows a process's fuse. False if it has none.
    pub fn blow(&self, path: &str) -> bool {
        let fuses = self.lock();
        let notify = fuses.get(path);
        notify.map(|notify| notify.notify_one()).is_some()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Arc<Notify>>> {
        // Nothing that is done under the lock can be half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fuse {
    /// Waits until somebody wants the process to crash.
    pub async fn blown(&self) {
        self.notify.notified().await;
    }
}

impl Drop for Fuse {
    fn drop(&mut self) {
        self.fuses.lock().remove(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fuse_lasts_as_long_as_its_process() {
        let fuses = Fuses::default();
        let fuse = fuses.plant("listener".into());
        assert!(fuses.blow("listener"));
        fuse.blown().await;
        drop(fuse);
        assert!(!fuses.blow("listener"));
    }
}
