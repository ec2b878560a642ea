//! Integers.

use supervise_macros::trust_pure;

macro_rules! integers {
    ($($ty:ident $unsigned:ident;)*) => { $(trust_pure! {
        impl $ty {
            fn checked_add(self, rhs: $ty) -> Option<$ty>;
            fn checked_sub(self, rhs: $ty) -> Option<$ty>;
            fn checked_mul(self, rhs: $ty) -> Option<$ty>;
            fn checked_div(self, rhs: $ty) -> Option<$ty>;
            fn checked_rem(self, rhs: $ty) -> Option<$ty>;
            fn checked_neg(self) -> Option<$ty>;
            fn checked_pow(self, exp: u32) -> Option<$ty>;
            fn checked_shl(self, rhs: u32) -> Option<$ty>;
            fn checked_shr(self, rhs: u32) -> Option<$ty>;
            fn checked_div_euclid(self, rhs: $ty) -> Option<$ty>;
            fn checked_rem_euclid(self, rhs: $ty) -> Option<$ty>;
            fn checked_ilog2(self) -> Option<u32>;
            fn checked_ilog10(self) -> Option<u32>;
            fn checked_ilog(self, base: $ty) -> Option<u32>;
            fn saturating_add(self, rhs: $ty) -> $ty;
            fn saturating_sub(self, rhs: $ty) -> $ty;
            fn saturating_mul(self, rhs: $ty) -> $ty;
            fn saturating_div(self, rhs: $ty) -> $ty;
            fn saturating_pow(self, exp: u32) -> $ty;
            fn wrapping_add(self, rhs: $ty) -> $ty;
            fn wrapping_sub(self, rhs: $ty) -> $ty;
            fn wrapping_mul(self, rhs: $ty) -> $ty;
            fn wrapping_div(self, rhs: $ty) -> $ty;
            fn wrapping_rem(self, rhs: $ty) -> $ty;
            fn wrapping_neg(self) -> $ty;
            fn wrapping_pow(self, exp: u32) -> $ty;
            fn wrapping_shl(self, rhs: u32) -> $ty;
            fn wrapping_shr(self, rhs: u32) -> $ty;
            fn wrapping_div_euclid(self, rhs: $ty) -> $ty;
            fn wrapping_rem_euclid(self, rhs: $ty) -> $ty;
            fn unbounded_shl(self, rhs: u32) -> $ty;
            fn unbounded_shr(self, rhs: u32) -> $ty;
            fn overflowing_add(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_sub(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_mul(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_div(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_rem(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_div_euclid(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_rem_euclid(self, rhs: $ty) -> ($ty, bool);
            fn overflowing_shl(self, rhs: u32) -> ($ty, bool);
            fn overflowing_shr(self, rhs: u32) -> ($ty, bool);
            fn overflowing_neg(self) -> ($ty, bool);
            fn overflowing_pow(self, exp: u32) -> ($ty, bool);
            fn pow(self, exp: u32) -> $ty;
            fn isqrt(self) -> $ty;
            fn ilog2(self) -> u32;
            fn ilog10(self) -> u32;
            fn ilog(self, base: $ty) -> u32;
            fn div_euclid(self, rhs: $ty) -> $ty;
            fn rem_euclid(self, rhs: $ty) -> $ty;
            fn midpoint(self, rhs: $ty) -> $ty;
            fn abs_diff(self, other: $ty) -> $unsigned;
            fn count_ones(self) -> u32;
            fn count_zeros(self) -> u32;
            fn leading_zeros(self) -> u32;
            fn trailing_zeros(self) -> u32;
            fn leading_ones(self) -> u32;
            fn trailing_ones(self) -> u32;
            fn rotate_left(self, n: u32) -> $ty;
            fn rotate_right(self, n: u32) -> $ty;
            fn swap_bytes(self) -> $ty;
            fn reverse_bits(self) -> $ty;
            fn to_be(self) -> $ty;
            fn to_le(self) -> $ty;
            fn from_be(x: $ty) -> $ty;
            fn from_le(x: $ty) -> $ty;
            fn to_be_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn to_le_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn to_ne_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn from_be_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
            fn from_le_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
            fn from_ne_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
            fn min_value() -> $ty;
            fn max_value() -> $ty;
            fn from_str_radix(src: &str, radix: u32) -> Result<$ty, std::num::ParseIntError>;
        }
    })* };
}
integers! {
    u8 u8; u16 u16; u32 u32; u64 u64; u128 u128; usize usize;
    i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize;
}

macro_rules! unsigned {
    ($($ty:ident $signed:ident $mod:ident;)*) => { $(mod $mod {
        use supervise_macros::trust_pure;
        trust_pure! {
            impl $ty {
                fn is_power_of_two(self) -> bool;
                fn next_power_of_two(self) -> $ty;
                fn checked_next_power_of_two(self) -> Option<$ty>;
                fn div_ceil(self, rhs: $ty) -> $ty;
                fn next_multiple_of(self, rhs: $ty) -> $ty;
                fn is_multiple_of(self, rhs: $ty) -> bool;
                fn checked_next_multiple_of(self, rhs: $ty) -> Option<$ty>;
                fn cast_signed(self) -> $signed;
                fn checked_add_signed(self, rhs: $signed) -> Option<$ty>;
                fn saturating_add_signed(self, rhs: $signed) -> $ty;
                fn wrapping_add_signed(self, rhs: $signed) -> $ty;
                fn overflowing_add_signed(self, rhs: $signed) -> ($ty, bool);
            }
        }
    } pub use $mod::*;)* };
}
unsigned! {
    u8 i8 unsigned_8; u16 i16 unsigned_16; u32 i32 unsigned_32; u64 i64 unsigned_64;
    u128 i128 unsigned_128; usize isize unsigned_size;
}

macro_rules! signed {
    ($($ty:ident $unsigned:ident $mod:ident;)*) => { $(mod $mod {
        use supervise_macros::trust_pure;
        trust_pure! {
            impl $ty {
                fn abs(self) -> $ty;
                fn signum(self) -> $ty;
                fn is_positive(self) -> bool;
                fn is_negative(self) -> bool;
                fn unsigned_abs(self) -> $unsigned;
                fn checked_abs(self) -> Option<$ty>;
                fn saturating_abs(self) -> $ty;
                fn wrapping_abs(self) -> $ty;
                fn overflowing_abs(self) -> ($ty, bool);
                fn checked_isqrt(self) -> Option<$ty>;
                fn cast_unsigned(self) -> $unsigned;
                fn saturating_neg(self) -> $ty;
                fn checked_add_unsigned(self, rhs: $unsigned) -> Option<$ty>;
                fn checked_sub_unsigned(self, rhs: $unsigned) -> Option<$ty>;
                fn saturating_add_unsigned(self, rhs: $unsigned) -> $ty;
                fn saturating_sub_unsigned(self, rhs: $unsigned) -> $ty;
                fn wrapping_add_unsigned(self, rhs: $unsigned) -> $ty;
                fn wrapping_sub_unsigned(self, rhs: $unsigned) -> $ty;
                fn overflowing_add_unsigned(self, rhs: $unsigned) -> ($ty, bool);
                fn overflowing_sub_unsigned(self, rhs: $unsigned) -> ($ty, bool);
            }
        }
    } pub use $mod::*;)* };
}
signed! {
    i8 u8 signed_8; i16 u16 signed_16; i32 u32 signed_32; i64 u64 signed_64; i128 u128 signed_128;
    isize usize signed_size;
}

macro_rules! non_zero {
    ($($ty:ident $mod:ident;)*) => { $(mod $mod {
        use std::num::NonZero;

        use supervise_macros::trust_pure;

        trust_pure! {
            impl NonZero<$ty> {
                fn new(n: $ty) -> Option<NonZero<$ty>>;
                fn get(self) -> $ty;
                fn leading_zeros(self) -> u32;
                fn trailing_zeros(self) -> u32;
                fn checked_mul(self, other: NonZero<$ty>) -> Option<NonZero<$ty>>;
                fn saturating_mul(self, other: NonZero<$ty>) -> NonZero<$ty>;
                fn checked_pow(self, other: u32) -> Option<NonZero<$ty>>;
                fn saturating_pow(self, other: u32) -> NonZero<$ty>;
            }
        }
    } pub use $mod::*;)* };
}
macro_rules! unsigned_non_zero {
    ($($ty:ident $mod:ident;)*) => { $(mod $mod {
        use std::num::NonZero;

        use supervise_macros::trust_pure;

        trust_pure! {
            impl NonZero<$ty> {
                fn checked_add(self, other: $ty) -> Option<NonZero<$ty>>;
                fn saturating_add(self, other: $ty) -> NonZero<$ty>;
                fn is_power_of_two(self) -> bool;
                fn ilog2(self) -> u32;
                fn ilog10(self) -> u32;
            }
        }
    } pub use $mod::*;)* };
}
unsigned_non_zero! {
    u8 unsigned_non_zero_8; u16 unsigned_non_zero_16; u32 unsigned_non_zero_32;
    u64 unsigned_non_zero_64; u128 unsigned_non_zero_128; usize unsigned_non_zero_size;
}

non_zero! {
    u8 non_zero_u8; u16 non_zero_u16; u32 non_zero_u32; u64 non_zero_u64; u128 non_zero_u128;
    usize non_zero_usize; i8 non_zero_i8; i16 non_zero_i16; i32 non_zero_i32; i64 non_zero_i64;
    i128 non_zero_i128; isize non_zero_isize;
}

mod errors {
    use std::num::{IntErrorKind, ParseIntError};

    use supervise_macros::trust_pure;

    trust_pure! {
        impl ParseIntError {
            fn kind(&self) -> &IntErrorKind;
        }
    }
}
pub use errors::*;
