//! The free functions of std: a path is one of them if it has the same type, which no other item has.
//!
//! A guard is called with the user's path and std's own, and gives the function back, under the bound
//! of what std calls back.

use std::fmt::Formatter;

use crate::traits::*;

/// The function at the user's path, if it is std's: those that call nothing back, or a closure only.
#[inline(always)]
pub fn same<F>(function: F, _std: F) -> F {
    function
}

/// `mem::take`.
#[inline(always)]
pub fn take<T: PureDefault, F: Fn(&mut T) -> T>(function: F, _std: F) -> F {
    function
}

/// `cmp::max` and `cmp::min`, `Ord::max` and `Ord::min`.
#[inline(always)]
pub fn ordered<T: PureOrd, F: Fn(T, T) -> T>(function: F, _std: F) -> F {
    function
}

/// `iter::repeat`.
#[inline(always)]
pub fn repeat<T: PureClone, R, F: Fn(T) -> R>(function: F, _std: F) -> F {
    function
}

/// `iter::repeat_n`.
#[inline(always)]
pub fn repeat_n<T: PureClone, R, F: Fn(T, usize) -> R>(function: F, _std: F) -> F {
    function
}

/// `iter::zip`.
#[inline(always)]
pub fn zip<A, B, R, F>(function: F, _std: F) -> F
where
    A: PureIntoIterator,
    B: PureIntoIterator,
    F: Fn(A, B) -> R,
{
    function
}

/// `Default::default`.
#[inline(always)]
pub fn default<T: PureDefault, F: Fn() -> T>(function: F, _std: F) -> F {
    function
}

/// `From::from`.
#[inline(always)]
pub fn from<T, U: PureFrom<T>, F: Fn(T) -> U>(function: F, _std: F) -> F {
    function
}

/// `Into::into`.
#[inline(always)]
pub fn into<T: PureInto<U>, U, F: Fn(T) -> U>(function: F, _std: F) -> F {
    function
}

/// `Clone::clone`.
#[inline(always)]
pub fn clone<T: PureClone, F: Fn(&T) -> T>(function: F, _std: F) -> F {
    function
}

/// `ToOwned::to_owned`.
#[inline(always)]
pub fn to_owned<T: ?Sized + PureToOwned, F: Fn(&T) -> T::Owned>(function: F, _std: F) -> F {
    function
}

/// `Ord::cmp`.
#[inline(always)]
pub fn cmp<T: ?Sized + PureOrd, R, F: Fn(&T, &T) -> R>(function: F, _std: F) -> F {
    function
}

/// `PartialOrd::partial_cmp`.
#[inline(always)]
pub fn partial_cmp<T, U, R, F>(function: F, _std: F) -> F
where
    T: ?Sized + PurePartialOrd<U>,
    U: ?Sized,
    F: Fn(&T, &U) -> R,
{
    function
}

/// `ToString::to_string`.
#[inline(always)]
pub fn to_string<T: ?Sized + PureDisplay, F: Fn(&T) -> String>(function: F, _std: F) -> F {
    function
}

/// `AsRef::as_ref`.
#[inline(always)]
pub fn as_ref<T, U, F>(function: F, _std: F) -> F
where
    T: ?Sized + PureAsRef<U>,
    U: ?Sized,
    F: Fn(&T) -> &U,
{
    function
}

/// `FromStr::from_str`.
#[inline(always)]
pub fn from_str<T: PureFromStr, E, F: Fn(&str) -> Result<T, E>>(function: F, _std: F) -> F {
    function
}

/// `TryFrom::try_from`.
#[inline(always)]
pub fn try_from<T, U: PureTryFrom<T>, E, F: Fn(T) -> Result<U, E>>(function: F, _std: F) -> F {
    function
}

/// `TryInto::try_into`.
#[inline(always)]
pub fn try_into<T: PureTryInto<U>, U, E, F: Fn(T) -> Result<U, E>>(function: F, _std: F) -> F {
    function
}

/// `IntoIterator::into_iter`.
#[inline(always)]
pub fn into_iter<T: PureIntoIterator, R, F: Fn(T) -> R>(function: F, _std: F) -> F {
    function
}

/// `PartialEq::eq` and `PartialEq::ne`.
#[inline(always)]
pub fn eq<T, U, F>(function: F, _std: F) -> F
where
    T: ?Sized + PurePartialEq<U>,
    U: ?Sized,
    F: Fn(&T, &U) -> bool,
{
    function
}

macro_rules! of_two {
    ($($name:ident: $bound:ident;)*) => {
        $(
            /// The operator's method.
            #[inline(always)]
            pub fn $name<L: $bound<R>, R, O, F: Fn(L, R) -> O>(function: F, _std: F) -> F {
                function
            }
        )*
    };
}
of_two! {
    add: PureAdd;
    sub: PureSub;
    mul: PureMul;
    div: PureDiv;
    rem: PureRem;
    bit_and: PureBitAnd;
    bit_or: PureBitOr;
    bit_xor: PureBitXor;
}

macro_rules! of_one {
    ($($name:ident: $bound:ident;)*) => {
        $(
            /// The operator's method.
            #[inline(always)]
            pub fn $name<T: $bound, O, F: Fn(T) -> O>(function: F, _std: F) -> F {
                function
            }
        )*
    };
}
of_one! {
    neg: PureNeg;
    not: PureNot;
}

macro_rules! formats {
    ($($name:ident: $bound:ident;)*) => {
        $(
            /// `fmt` of its trait.
            #[inline(always)]
            pub fn $name<T, R, F>(function: F, _std: F) -> F
            where
                T: ?Sized + $bound,
                F: Fn(&T, &mut Formatter<'_>) -> R,
            {
                function
            }
        )*
    };
}
formats! {
    display: PureDisplay;
    debug: PureDebug;
    lower_hex: PureLowerHex;
    upper_hex: PureUpperHex;
    octal: PureOctal;
    binary: PureBinary;
    lower_exp: PureLowerExp;
    upper_exp: PureUpperExp;
}
