//! Of `rust_decimal`: its numbers.

use rust_decimal::{Decimal, Error, RoundingStrategy};
use supervise_macros::trust_pure;

use crate::traits::*;

foreign! {
    Decimal: PureClone, PurePartialEq, PureEq, PurePartialOrd, PureOrd, PureHash, PureDebug, PureDisplay, PureDefault, PureFromStr, PureLowerExp, PureUpperExp,
        PureAdd, PureSub, PureMul, PureDiv, PureRem, PureNeg, PureAddAssign, PureSubAssign,
        PureMulAssign, PureDivAssign, PureRemAssign, PureSum, PureProduct;
    Error: PureClone, PurePartialEq, PureDebug, PureDisplay;
    RoundingStrategy: PureClone, PurePartialEq, PureEq, PureDebug;
}
impl PureAdd<&Decimal> for Decimal {}
impl PureSub<&Decimal> for Decimal {}
impl PureMul<&Decimal> for Decimal {}
impl PureDiv<&Decimal> for Decimal {}
impl PureSum<&Decimal> for Decimal {}

macro_rules! from_integers {
    ($($int:ident)*) => { $(impl PureFrom<$int> for Decimal {})* };
}
from_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize u128 i128);

trust_pure! {
    impl Decimal {
        fn new(num: i64, scale: u32) -> Decimal;
        fn try_new(num: i64, scale: u32) -> Result<Decimal, Error>;
        fn from_i128_with_scale(num: i128, scale: u32) -> Decimal;
        fn from_str_exact(s: &str) -> Result<Decimal, Error>;
        fn scale(&self) -> u32;
        fn mantissa(&self) -> i128;
        fn is_zero(&self) -> bool;
        fn is_integer(&self) -> bool;
        fn is_sign_negative(&self) -> bool;
        fn is_sign_positive(&self) -> bool;
        fn abs(&self) -> Decimal;
        fn trunc(&self) -> Decimal;
        fn fract(&self) -> Decimal;
        fn floor(&self) -> Decimal;
        fn ceil(&self) -> Decimal;
        fn round(&self) -> Decimal;
        fn round_dp(&self, dp: u32) -> Decimal;
        fn round_dp_with_strategy(&self, dp: u32, strategy: RoundingStrategy) -> Decimal;
        fn round_sf(&self, digits: u32) -> Option<Decimal>;
        fn trunc_with_scale(&self, scale: u32) -> Decimal;
        fn normalize(&self) -> Decimal;
        fn rescale(&mut self, scale: u32);
        fn checked_add(self, other: Decimal) -> Option<Decimal>;
        fn checked_sub(self, other: Decimal) -> Option<Decimal>;
        fn checked_mul(self, other: Decimal) -> Option<Decimal>;
        fn checked_div(self, other: Decimal) -> Option<Decimal>;
        fn checked_rem(self, other: Decimal) -> Option<Decimal>;
        fn saturating_add(self, other: Decimal) -> Decimal;
        fn saturating_sub(self, other: Decimal) -> Decimal;
        fn saturating_mul(self, other: Decimal) -> Decimal;
    }
}
