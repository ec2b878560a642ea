//! What code without side effects may use.
//!
//! `#[pure]` of the `supervise` crate rewrites each call in pure code to the callee's *twin*: a hidden
//! item that exists only for what is pure. Here stand the traits that tell which data and which
//! implementations are pure, and the tables of std and of the runtime: the twins of their functions.
//!
//! | module | what it has |
//! |---|---|
//! | `data` | [`Pure`], the mark of inert data |
//! | `traits` | one `Pure…` trait for each trait of std that user code may implement |
//! | `guard` | what rewritten code calls: identities that compile for what is pure |
//! | `given` | what std hands to a `#[pure] impl FromIterator`, and the like |
//! | `hashing` | the hasher of a `#[pure] impl Hash` |
//! | `imported` | what makes an import used that only rewritten code has no use for |
//! | `flow` | `?` |
//! | `place` | indexing |
//! | `sort` | the way from a hash map to its content |
//! | `table` | the twins of std's functions and methods, a file for each family |
//! | `process` | data and twins of the runtime |
//!
//! Users depend on `supervise`, which re-exports [`Pure`]; everything else here is for generated code.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

// What the macro writes of std is named from here, whatever else is called `std` where it stands.
#[doc(hidden)]
pub extern crate core;
#[doc(hidden)]
pub extern crate std;

mod data;
mod flow;
mod given;
mod guard;
mod hashing;
mod imported;
pub mod pick;
mod place;
mod process;
mod sort;
mod table;
mod traits;

pub use data::{Marked, Pure, StdObject};
pub use flow::{PureFromResidual, PureTry, branch, from_residual};
pub use given::{Given, given};
pub use guard::*;
pub use hashing::Hashing;
pub use imported::Written;
pub use place::{IndexMarkedPure, Ix, PureSliceIndex, ix};
pub use sort::{Sort, sorted};
pub use traits::*;

/// The traits with the twins, to be imported where pure code stands.
pub mod twins {
    pub use crate::process::twins::*;
    pub use crate::table::twins::*;
}
