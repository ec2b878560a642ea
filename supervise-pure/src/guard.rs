//! What rewritten code calls: identities, and comparisons, that compile for what is pure.

use std::marker::PhantomData;

use crate::traits::*;
use crate::{Marked, Pure, StdObject};

/// Types that stand in the signature of pure code.
#[inline(always)]
pub const fn is_pure<T: ?Sized + Pure>() {}

/// The same of what has a closure in it.
#[inline(always)]
pub const fn is_marked<T: Marked>() {}

/// An object whose name is that of one of std's.
#[inline(always)]
pub const fn is_std_object<T: ?Sized + StdObject>() {}

/// A constant or a static, before it is used.
#[inline(always)]
pub const fn value<T: Pure>(_: &T) {}

/// A constant or a static that is looked at where it stands.
#[inline(always)]
pub const fn place<T: ?Sized + Pure>(value: &T) -> &T {
    value
}

/// A struct or a variant that was made.
#[inline(always)]
pub const fn made<T: Marked>(value: T) -> T {
    value
}

/// What `as` converts.
#[inline(always)]
pub const fn cast<T: Castable>(value: T) -> T {
    value
}

/// What `for` goes through.
#[inline(always)]
pub fn into_iter<I: PureIntoIterator>(values: I) -> I::IntoIter {
    values.into_iter()
}

/// What an array or a `vec!` repeats.
#[inline(always)]
pub const fn repeat<T: PureClone>(value: T) -> T {
    value
}

macro_rules! operators {
    ($($check:ident: $bound:ident;)*) => {
        $(
            /// The operands of an operator, before they are used.
            #[inline(always)]
            pub const fn $check<L: $bound<R>, R>(_: &L, _: &R) {}
        )*
    };
}
operators! {
    check_add: PureAdd;
    check_sub: PureSub;
    check_mul: PureMul;
    check_div: PureDiv;
    check_rem: PureRem;
    check_bit_and: PureBitAnd;
    check_bit_or: PureBitOr;
    check_bit_xor: PureBitXor;
    check_shl: PureShl;
    check_shr: PureShr;
}

/// The operands of an assignment with an operator: their types are checked before they are there, so
/// that rustc evaluates them in the order that it takes for these types.
#[derive(Debug)]
pub struct Operands<L, R>(PhantomData<(L, R)>);

impl<L, R> Operands<L, R> {
    /// The left one.
    #[inline(always)]
    pub const fn left<'a>(&self, left: &'a mut L) -> &'a mut L {
        left
    }

    /// The right one.
    #[inline(always)]
    pub const fn right(&self, right: R) -> R {
        right
    }
}

macro_rules! assignments {
    ($($check:ident: $bound:ident;)*) => {
        $(
            /// What the operands have to be.
            #[inline(always)]
            pub const fn $check<L: $bound<R>, R>() -> Operands<L, R> {
                Operands(PhantomData)
            }
        )*
    };
}
assignments! {
    check_add_assign: PureAddAssign;
    check_sub_assign: PureSubAssign;
    check_mul_assign: PureMulAssign;
    check_div_assign: PureDivAssign;
    check_rem_assign: PureRemAssign;
    check_bit_and_assign: PureBitAndAssign;
    check_bit_or_assign: PureBitOrAssign;
    check_bit_xor_assign: PureBitXorAssign;
    check_shl_assign: PureShlAssign;
    check_shr_assign: PureShrAssign;
}

/// The operand of `-`, before it is used.
#[inline(always)]
pub const fn check_neg<T: PureNeg>(_: &T) {}

/// The operand of `!`, before it is used.
#[inline(always)]
pub const fn check_not<T: PureNot>(_: &T) {}

/// The operands of `assert_eq!` and `assert_ne!`, before they are compared.
#[inline(always)]
pub fn check_assert<L, R>(_: &L, _: &R)
where
    L: ?Sized + PurePartialEq<R> + PureDebug,
    R: ?Sized + PureDebug,
{
}

macro_rules! comparisons {
    ($($name:ident: $bound:ident, $op:tt;)*) => {
        $(
            /// A comparison.
            #[inline(always)]
            pub fn $name<L: ?Sized + $bound<R>, R: ?Sized>(left: &L, right: &R) -> bool {
                left $op right
            }
        )*
    };
}
comparisons! {
    eq: PurePartialEq, ==;
    ne: PurePartialEq, !=;
    lt: PurePartialOrd, <;
    le: PurePartialOrd, <=;
    gt: PurePartialOrd, >;
    ge: PurePartialOrd, >=;
}

macro_rules! formats {
    ($($name:ident: $bound:ident;)*) => {
        $(
            /// An argument of a format string.
            #[inline(always)]
            pub const fn $name<T: ?Sized + $bound>(value: &T) -> &T {
                value
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

/// What a closure has captured, and may look at only.
#[inline(always)]
pub const fn shared<T: ?Sized>(value: &T) -> &T {
    value
}

/// The operands of a comparison in a `const fn`, where only numbers and the like can be compared.
#[inline(always)]
pub const fn check_compared<L: ?Sized + PurePartialEq<R>, R: ?Sized>(_: &L, _: &R) {}

/// What stands for a parameter that is configured out, so that nothing else can.
#[derive(Debug)]
pub struct Absent;

/// What only marked impls of a pure trait return.
#[derive(Debug)]
pub struct Seal;

/// Pure data has a `Deref` only if its declaration says so, and the `Deref` is pure. A second
/// implementation, rustc says, is in conflict with this one.
pub trait PureDataHasNoDeref {}
impl<T: ?Sized + std::ops::Deref> PureDataHasNoDeref for T {}

/// Pure data has a `DerefMut` only if its declaration says so.
pub trait PureDataHasNoDerefMut {}
impl<T: ?Sized + std::ops::DerefMut> PureDataHasNoDerefMut for T {}

/// Pure data has no `Drop`. A second implementation, rustc says, is in conflict with this one.
pub trait PureDataHasNoDrop {}
#[allow(drop_bounds, reason = "it is asked whether there is one")]
impl<T: ?Sized + Drop> PureDataHasNoDrop for T {}

/// What a derive calls of each field.
#[allow(non_snake_case, reason = "each is named like the derive")]
pub mod derived {
    use crate::traits::*;

    macro_rules! derived {
        ($($name:ident: $bound:path;)*) => {
            $(
                /// A field, whose own implementation is called.
                pub const fn $name<T: ?Sized + $bound>() {}
            )*
        };
    }
    derived! {
        Pure: crate::Pure;
        Clone: PureClone;
        Default: PureDefault;
        PartialEq: PurePartialEq;
        Eq: PureEq;
        PartialOrd: PurePartialOrd;
        Ord: PureOrd;
        Hash: PureHash;
        Debug: PureDebug;
        Deref: PureDeref;
        DerefMut: PureDerefMut;
    }
}
