//! Whether those who look find what is registered for a process.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

use crate::pid::{Pid, PlaceId};

/// Of an incarnation, or of a place for as long as that is not vacant. All of its registrations share
/// it: they are found, and are found no more, at the same moment.
#[derive(Debug)]
pub(crate) struct Presence {
    place: PlaceId,
    incarnation: AtomicU32,
    state: AtomicU8,
}

/// Init runs.
const STARTING: u8 = 0;
const PRESENT: u8 = 1;
const GONE: u8 = 2;

impl Presence {
    pub(crate) fn starting(pid: Pid) -> Self {
        Self {
            place: pid.place(),
            incarnation: AtomicU32::new(pid.incarnation()),
            state: AtomicU8::new(STARTING),
        }
    }

    /// Of one that is through its init.
    pub(crate) fn present(pid: Pid) -> Self {
        let presence = Self::starting(pid);
        presence.state.store(PRESENT, Ordering::Relaxed);
        presence
    }

    /// Its init has succeeded; for a place, that of this incarnation.
    pub(crate) fn enter(&self, pid: Pid) {
        self.incarnation.store(pid.incarnation(), Ordering::Relaxed);
        self.state.store(PRESENT, Ordering::Release);
    }

    pub(crate) fn leave(&self) {
        self.state.store(GONE, Ordering::Release);
    }

    pub(crate) fn is_present(&self) -> bool {
        self.state.load(Ordering::Acquire) == PRESENT
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.state.load(Ordering::Acquire) == GONE
    }

    /// The incarnation; of a place the one that has started last.
    pub(crate) fn pid(&self) -> Pid {
        Pid::new(self.place, self.incarnation.load(Ordering::Relaxed))
    }
}
