//! What the threads of the runtime share: locks, the control word, what is of one thread alone.
//!
//! Under `--cfg supervise_loom` they are loom's, so that its tests can try every schedule.

#[cfg(supervise_loom)]
pub(crate) use loom::sync::{Mutex as RawMutex, MutexGuard, atomic::AtomicU64};
#[cfg(not(supervise_loom))]
pub(crate) use std::{
    sync::{Mutex as RawMutex, MutexGuard, atomic::AtomicU64},
    thread_local,
};

/// Loom's knows no `const` initializers.
#[cfg(supervise_loom)]
macro_rules! local {
    (static $name:ident: $t:ty = const { $init:expr };) => {
        loom::thread_local! { static $name: $t = $init; }
    };
}
#[cfg(supervise_loom)]
pub(crate) use local as thread_local;

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
