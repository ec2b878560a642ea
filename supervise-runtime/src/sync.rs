//! The locks of the runtime.
//!
//! Under `--cfg supervise_loom` they are loom's, so that its tests can try every schedule.

#[cfg(supervise_loom)]
pub(crate) use loom::sync::{Mutex as RawMutex, MutexGuard};
#[cfg(not(supervise_loom))]
pub(crate) use std::sync::{Mutex as RawMutex, MutexGuard};

/// A mutex whose holders never run user code, so that a poisoned one is as good as any.
#[derive(Debug, Default)]
pub(crate) struct Mutex<T>(RawMutex<T>);

impl<T> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(RawMutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        match self.0.lock() {
            Ok(guard) => guard,
            Err(poisoned) => poisoned.into_inner(),
        }
    }
}
