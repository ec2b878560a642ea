//! The free functions of std: a path is one of them if it has the same type, which no other item has.

use crate::{PureDefault, PureOrd};

/// The function at the user's path, if it is std's.
#[inline(always)]
pub fn same<F>(function: F, _std: F) -> F {
    function
}

/// `std::mem::take`.
#[inline(always)]
pub fn take<T: PureDefault, F: Fn(&mut T) -> T>(function: F, _std: F) -> F {
    function
}

/// `std::cmp::max` and `std::cmp::min`.
#[inline(always)]
pub fn ordered<T: PureOrd, F: Fn(T, T) -> T>(function: F, _std: F) -> F {
    function
}
