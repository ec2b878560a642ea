//! The operators of std's types.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::num::{NonZero, Saturating, Wrapping};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::traits::*;

/// By value and by reference, and what assigns.
macro_rules! binary {
    ($($ty:ty),* => $ops:tt) => { $(binary!(@ $ty, $ops);)* };
    (@ $ty:ty, ($($op:ident $assign:ident)*)) => {
        $(
            impl $op<$ty> for $ty {}
            impl $op<&$ty> for $ty {}
            impl $op<$ty> for &$ty {}
            impl $op<&$ty> for &$ty {}
            impl $assign<$ty> for $ty {}
            impl $assign<&$ty> for $ty {}
        )*
    };
}
binary!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64 => (PureAdd PureAddAssign PureSub PureSubAssign PureMul PureMulAssign PureDiv PureDivAssign PureRem PureRemAssign));
binary!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool => (PureBitAnd PureBitAndAssign PureBitOr PureBitOrAssign PureBitXor PureBitXorAssign));
binary!(Wrapping<u8>, Wrapping<u16>, Wrapping<u32>, Wrapping<u64>, Wrapping<usize>, Wrapping<i32>, Wrapping<i64>,
    Saturating<u8>, Saturating<u16>, Saturating<u32>, Saturating<u64>, Saturating<usize>, Saturating<i32>, Saturating<i64> => (PureAdd PureAddAssign PureSub PureSubAssign PureMul PureMulAssign PureDiv PureDivAssign PureRem PureRemAssign
    PureBitAnd PureBitAndAssign PureBitOr PureBitOrAssign PureBitXor PureBitXorAssign));

macro_rules! shifts {
    ($($ty:ident)*) => { $(shifts!(@ $ty: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);)* };
    (@ $ty:ident: $($by:ident)*) => {
        $(
            impl PureShl<$by> for $ty {}
            impl PureShr<$by> for $ty {}
            impl PureShlAssign<$by> for $ty {}
            impl PureShrAssign<$by> for $ty {}
            impl PureShl<$by> for &$ty {}
            impl PureShr<$by> for &$ty {}
        )*
    };
}
shifts!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! unary {
    ($($op:ident: $($ty:ty),*;)*) => { $($(impl $op for $ty {} impl $op for &$ty {})*)* };
}
unary! {
    PureNeg: i8, i16, i32, i64, i128, isize, f32, f64, Wrapping<i32>, Wrapping<i64>;
    PureNot: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool, Wrapping<u32>, Wrapping<u64>;
}

macro_rules! by_non_zero {
    ($($ty:ident)*) => {
        $(
            impl PureDiv<NonZero<$ty>> for $ty {}
            impl PureRem<NonZero<$ty>> for $ty {}
        )*
    };
}
by_non_zero!(u8 u16 u32 u64 u128 usize);

impl PureAdd<&str> for String {}
impl PureAddAssign<&str> for String {}
// rustc makes a `&str` of these.
macro_rules! texts {
    ($($ty:ty),*) => { $(impl PureAdd<&$ty> for String {} impl PureAddAssign<&$ty> for String {})* };
}
texts!(
    String,
    &str,
    &String,
    Box<str>,
    Rc<str>,
    Arc<str>,
    Cow<'_, str>
);

impl PureAdd<Duration> for Duration {}
impl PureSub<Duration> for Duration {}
impl PureMul<u32> for Duration {}
impl PureMul<Duration> for u32 {}
impl PureDiv<u32> for Duration {}
impl PureAddAssign<Duration> for Duration {}
impl PureSubAssign<Duration> for Duration {}
impl PureMulAssign<u32> for Duration {}
impl PureDivAssign<u32> for Duration {}
impl PureAdd<Duration> for std::time::SystemTime {}
impl PureSub<Duration> for std::time::SystemTime {}

macro_rules! sets {
    ($($op:ident)*) => {
        $(
            impl<T: PureOrd + PureClone> $op<&BTreeSet<T>> for &BTreeSet<T> {}
            // The elements of the result are the same in every run, whatever their order.
            impl<T: PureEq + PureHash + PureClone> $op<&HashSet<T>> for &HashSet<T> {}
        )*
    };
}
sets!(PureBitAnd PureBitOr PureBitXor PureSub);
