//! The free functions of std: a path is one of them if it has the same type, which no other item has.
//!
//! A guard is called with std's own and the user's path, and gives std's back, under the bound of what
//! std calls back. Std's comes first, so that it is its own type that the user's has to have: of a
//! function pointer there could be any function.

use std::fmt::Formatter;

use crate::traits::*;

/// Std's function, if the user's path is that: those that call nothing back, or a closure only.
#[inline(always)]
pub fn same<F>(std: F, _function: F) -> F {
    std
}

/// `mem::take`.
#[inline(always)]
pub fn take<T: PureDefault, F: Fn(&mut T) -> T>(std: F, _function: F) -> F {
    std
}

/// `cmp::max` and `cmp::min`, `Ord::max` and `Ord::min`.
#[inline(always)]
pub fn ordered<T: PureOrd, F: Fn(T, T) -> T>(std: F, _function: F) -> F {
    std
}

/// `iter::repeat`.
#[inline(always)]
pub fn repeat<T: PureClone, R, F: Fn(T) -> R>(std: F, _function: F) -> F {
    std
}

/// `iter::repeat_n`.
#[inline(always)]
pub fn repeat_n<T: PureClone, R, F: Fn(T, usize) -> R>(std: F, _function: F) -> F {
    std
}

/// `iter::zip`.
#[inline(always)]
pub fn zip<A, B, R, F>(std: F, _function: F) -> F
where
    A: PureIntoIterator,
    B: PureIntoIterator,
    F: Fn(A, B) -> R,
{
    std
}

/// `Default::default`.
#[inline(always)]
pub fn default<T: PureDefault, F: Fn() -> T>(std: F, _function: F) -> F {
    std
}

/// `From::from`.
#[inline(always)]
pub fn from<T, U: PureFrom<T>, F: Fn(T) -> U>(std: F, _function: F) -> F {
    std
}

/// `Into::into`.
#[inline(always)]
pub fn into<T: PureInto<U>, U, F: Fn(T) -> U>(std: F, _function: F) -> F {
    std
}

/// `Clone::clone`.
#[inline(always)]
pub fn clone<T: PureClone, F: Fn(&T) -> T>(std: F, _function: F) -> F {
    std
}

/// `ToOwned::to_owned`.
#[inline(always)]
pub fn to_owned<T: ?Sized + PureToOwned, F: Fn(&T) -> T::Owned>(std: F, _function: F) -> F {
    std
}

/// `Ord::cmp`.
#[inline(always)]
pub fn cmp<T: ?Sized + PureOrd, R, F: Fn(&T, &T) -> R>(std: F, _function: F) -> F {
    std
}

/// `PartialOrd::partial_cmp`.
#[inline(always)]
pub fn partial_cmp<T, U, R, F>(std: F, _function: F) -> F
where
    T: ?Sized + PurePartialOrd<U>,
    U: ?Sized,
    F: Fn(&T, &U) -> R,
{
    std
}

/// `ToString::to_string`.
#[inline(always)]
pub fn to_string<T: ?Sized + PureDisplay, F: Fn(&T) -> String>(std: F, _function: F) -> F {
    std
}

/// `AsRef::as_ref`.
#[inline(always)]
pub fn as_ref<T, U, F>(std: F, _function: F) -> F
where
    T: ?Sized + PureAsRef<U>,
    U: ?Sized,
    F: Fn(&T) -> &U,
{
    std
}

/// `FromStr::from_str`.
#[inline(always)]
pub fn from_str<T: PureFromStr, E, F: Fn(&str) -> Result<T, E>>(std: F, _function: F) -> F {
    std
}

/// `TryFrom::try_from`.
#[inline(always)]
pub fn try_from<T, U: PureTryFrom<T>, E, F: Fn(T) -> Result<U, E>>(std: F, _function: F) -> F {
    std
}

/// `TryInto::try_into`.
#[inline(always)]
pub fn try_into<T: PureTryInto<U>, U, E, F: Fn(T) -> Result<U, E>>(std: F, _function: F) -> F {
    std
}

/// `PartialOrd::lt` and its like.
#[inline(always)]
pub fn less<T, U, F>(std: F, _function: F) -> F
where
    T: ?Sized + PurePartialOrd<U>,
    U: ?Sized,
    F: Fn(&T, &U) -> bool,
{
    std
}

/// `IntoIterator::into_iter`.
#[inline(always)]
pub fn into_iter<T: PureIntoIterator, R, F: Fn(T) -> R>(std: F, _function: F) -> F {
    std
}

/// `Hash::hash`.
#[inline(always)]
pub fn hash<T: ?Sized + PureHash, H: PureHasher, F: Fn(&T, &mut H)>(std: F, _function: F) -> F {
    std
}

/// `Deref::deref`.
#[inline(always)]
pub fn deref<T: ?Sized + PureDeref, F: Fn(&T) -> &T::Target>(std: F, _function: F) -> F {
    std
}

/// `Iterator::next`.
#[inline(always)]
pub fn next<I, F>(std: F, _function: F) -> F
where
    I: ?Sized + PureIterator,
    F: Fn(&mut I) -> Option<I::Item>,
{
    std
}

/// What takes an iterator, and calls nothing back but that.
#[inline(always)]
pub fn iterator<I: PureIterator, R, F: Fn(I) -> R>(std: F, _function: F) -> F {
    std
}

/// `Iterator::rev`.
#[inline(always)]
pub fn rev<I: PureDoubleEndedIterator, R, F: Fn(I) -> R>(std: F, _function: F) -> F {
    std
}

/// `Iterator::sum`.
#[inline(always)]
pub fn sum<I: PureIterator, S: PureSum<I::Item>, F: Fn(I) -> S>(std: F, _function: F) -> F {
    std
}

/// `Iterator::product`.
#[inline(always)]
pub fn product<I: PureIterator, S: PureProduct<I::Item>, F: Fn(I) -> S>(std: F, _function: F) -> F {
    std
}

/// `Iterator::collect`.
#[inline(always)]
pub fn collect<I, B, F>(std: F, _function: F) -> F
where
    I: PureIterator,
    B: PureFromIterator<I::Item>,
    F: Fn(I) -> B,
{
    std
}

/// `Iterator::max` and `Iterator::min`.
#[inline(always)]
pub fn extreme<I, F>(std: F, _function: F) -> F
where
    I: PureIterator<Item: PureOrd>,
    F: Fn(I) -> Option<I::Item>,
{
    std
}

/// `PartialEq::eq` and `PartialEq::ne`.
#[inline(always)]
pub fn eq<T, U, F>(std: F, _function: F) -> F
where
    T: ?Sized + PurePartialEq<U>,
    U: ?Sized,
    F: Fn(&T, &U) -> bool,
{
    std
}

macro_rules! of_two {
    ($($name:ident: $bound:ident;)*) => {
        $(
            /// The operator's method.
            #[inline(always)]
            pub fn $name<L: $bound<R>, R, O, F: Fn(L, R) -> O>(std: F, _function: F) -> F {
                std
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
            pub fn $name<T: $bound, O, F: Fn(T) -> O>(std: F, _function: F) -> F {
                std
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
            pub fn $name<T, R, F>(std: F, _function: F) -> F
            where
                T: ?Sized + $bound,
                F: Fn(&T, &mut Formatter<'_>) -> R,
            {
                std
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
