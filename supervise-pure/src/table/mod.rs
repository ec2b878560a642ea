//! The table of std: its functions and methods that are pure, a file for each family, a line each.
//!
//! `trust_pure!` makes a trait with the twins of the methods of each block. Left out by rule is what
//! shows order (iteration of hash maps), sharing (reference counts), addresses, or history
//! (capacities, thread ids).

mod adaptors;
mod char;
mod collect;
mod compare;
mod convert;
mod data;
mod deque;
mod float;
#[cfg(any(
    feature = "bytes",
    feature = "chrono",
    feature = "rust_decimal",
    feature = "uuid"
))]
mod foreign;
mod format;
mod heap;
mod integer;
mod iterator;
mod list;
mod maps;
mod net;
mod operators;
mod option;
mod path;
mod pattern;
mod pointer;
mod range;
mod sets;
mod slice;
mod sources;
mod string;
mod time;
mod vec;

#[cfg(test)]
mod tests;

pub(crate) mod twins {
    pub use super::char::*;
    pub use super::compare::*;
    pub use super::convert::*;
    pub use super::deque::*;
    pub use super::float::*;
    #[cfg(any(
        feature = "bytes",
        feature = "chrono",
        feature = "rust_decimal",
        feature = "uuid"
    ))]
    pub use super::foreign::*;
    pub use super::format::*;
    pub use super::heap::*;
    pub use super::integer::*;
    pub use super::iterator::*;
    pub use super::list::*;
    pub use super::maps::*;
    pub use super::net::*;
    pub use super::option::*;
    pub use super::path::*;
    pub use super::pattern::*;
    pub use super::pointer::*;
    pub use super::range::*;
    pub use super::sets::*;
    pub use super::slice::*;
    pub use super::string::*;
    pub use super::time::*;
    pub use super::vec::*;
}
