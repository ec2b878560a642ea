//! What the threads of the runtime share: locks, the control word, what is of one thread alone.
//!
//! Under `--cfg supervise_loom` they are loom's, so that its tests can try every schedule.

#[cfg(supervise_loom)]
pub(crate) use loom::sync::{Mutex as RawMutex, MutexGuard, atomic::AtomicU64};
#[cfg(not(supervise_loom))]
pub(crate) use std::{
    sync::{Mutex as RawMutex, MutexGuard, TryLockError, atomic::AtomicU64},
    thread_local,
};

#[cfg(all(test, supervise_loom))]
pub(crate) use crate::loom::Runtime;
#[cfg(not(all(test, supervise_loom)))]
pub(crate) use tokio::runtime::Handle as Runtime;

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

    #[cfg(supervise_loom)]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.lock_waiting()
    }

    #[cfg(not(supervise_loom))]
    #[inline]
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        match self.0.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => self.lock_contended(),
        }
    }

    /// Locks are held for some dozen instructions. So whoever finds one taken backs off for as long,
    /// and longer each time, before it lets the kernel wake it.
    #[cfg(not(supervise_loom))]
    #[cold]
    fn lock_contended(&self) -> MutexGuard<'_, T> {
        for round in 0..9 {
            for _ in 0..1 << round {
                std::hint::spin_loop();
            }
            if let Ok(guard) = self.0.try_lock() {
                return guard;
            }
        }
        self.lock_waiting()
    }

    fn lock_waiting(&self) -> MutexGuard<'_, T> {
        match self.0.lock() {
            Ok(guard) => guard,
            Err(poisoned) => poisoned.into_inner(),
        }
    }
}

/// A value that is reached only by who has it alone. So it may lie where many look, whatever it is.
pub(crate) struct Exclusive<T>(std::sync::Mutex<T>);

impl<T> Exclusive<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(std::sync::Mutex::new(value))
    }

    /// Locks nothing.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.0
            .get_mut()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
