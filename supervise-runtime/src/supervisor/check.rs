//! What the macro asks about the types in a declaration, such that each is asked once.
//!
//! The macro names `<Counter as ProcessIf<{ must_be_a_process::<Counter>() }>>::Process`, and says
//! everything else of that name. When `Counter` is not a process, the constant is where rustc says
//! so. The name, which mentions that constant, is then an error itself, and about those rustc is
//! silent: neither the handles nor the program that uses them are told the same again.

use super::Declared;
use crate::process::Process;

/// A process, if the constant is what it asks for.
#[doc(hidden)]
pub trait ProcessIf<const CHECKED: bool> {
    /// The type itself.
    type Process;
}

impl<P: Process, const CHECKED: bool> ProcessIf<CHECKED> for P {
    type Process = P;
}

/// A tree, if the constant is what it asks for.
#[doc(hidden)]
pub trait TreeIf<const CHECKED: bool> {
    /// The type itself.
    type Tree;
}

impl<T: Declared, const CHECKED: bool> TreeIf<CHECKED> for T {
    type Tree = T;
}

/// Does not compile unless `P` is a process: its name is what rustc shows.
#[doc(hidden)]
#[must_use]
pub const fn must_be_a_process<P: Process>() -> bool {
    true
}

/// Does not compile unless `T` was declared by `supervision_tree!`.
#[doc(hidden)]
#[must_use]
pub const fn must_be_a_declared_tree<T: Declared>() -> bool {
    true
}
