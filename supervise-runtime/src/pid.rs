//! Which process, and which run of it.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU64, Ordering};

/// Names one incarnation of one place.
///
/// A process that was restarted has the same place and another incarnation, so that what was meant
/// for the one is never taken for the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pid {
    place: PlaceId,
    incarnation: u32,
}

/// Names a place for the life of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PlaceId(u64);

impl PlaceId {
    pub(crate) fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Pid {
    pub(crate) fn new(place: PlaceId, incarnation: u32) -> Self {
        Self { place, incarnation }
    }

    /// Which run of its place this is: 1 is the first.
    #[must_use]
    pub fn incarnation(self) -> u32 {
        self.incarnation
    }

    /// Whether both are runs of the same place.
    #[must_use]
    pub fn same_place(self, other: Self) -> bool {
        self.place == other.place
    }

    /// All runs of its place.
    pub(crate) fn runs(self) -> RangeInclusive<Self> {
        Self::new(self.place, 0)..=Self::new(self.place, u32::MAX)
    }

    pub(crate) fn place(self) -> PlaceId {
        self.place
    }
}

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}.{}>", self.place.0, self.incarnation)
    }
}

impl fmt::Debug for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pid{self}")
    }
}
