//! Which process, and which run of it.

use std::fmt;

/// Names one incarnation of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pid {
    place: u64,
    incarnation: u32,
}

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}.{}>", self.place, self.incarnation)
    }
}
