//! Floats.

use std::cmp::Ordering;

use supervise_macros::trust_pure;

macro_rules! floats {
    ($($ty:ident $bits:ident;)*) => { $(trust_pure! {
        impl $ty {
            fn is_nan(self) -> bool;
            fn is_infinite(self) -> bool;
            fn is_finite(self) -> bool;
            fn is_subnormal(self) -> bool;
            fn is_normal(self) -> bool;
            fn is_sign_positive(self) -> bool;
            fn is_sign_negative(self) -> bool;
            fn floor(self) -> $ty;
            fn ceil(self) -> $ty;
            fn round(self) -> $ty;
            fn round_ties_even(self) -> $ty;
            fn trunc(self) -> $ty;
            fn fract(self) -> $ty;
            fn abs(self) -> $ty;
            fn signum(self) -> $ty;
            fn copysign(self, sign: $ty) -> $ty;
            fn mul_add(self, a: $ty, b: $ty) -> $ty;
            fn div_euclid(self, rhs: $ty) -> $ty;
            fn rem_euclid(self, rhs: $ty) -> $ty;
            fn powi(self, n: i32) -> $ty;
            fn powf(self, n: $ty) -> $ty;
            fn sqrt(self) -> $ty;
            fn cbrt(self) -> $ty;
            fn hypot(self, other: $ty) -> $ty;
            fn exp(self) -> $ty;
            fn exp2(self) -> $ty;
            fn exp_m1(self) -> $ty;
            fn ln(self) -> $ty;
            fn ln_1p(self) -> $ty;
            fn log(self, base: $ty) -> $ty;
            fn log2(self) -> $ty;
            fn log10(self) -> $ty;
            fn sin(self) -> $ty;
            fn cos(self) -> $ty;
            fn tan(self) -> $ty;
            fn sin_cos(self) -> ($ty, $ty);
            fn asin(self) -> $ty;
            fn acos(self) -> $ty;
            fn atan(self) -> $ty;
            fn atan2(self, other: $ty) -> $ty;
            fn sinh(self) -> $ty;
            fn cosh(self) -> $ty;
            fn tanh(self) -> $ty;
            fn asinh(self) -> $ty;
            fn acosh(self) -> $ty;
            fn atanh(self) -> $ty;
            fn next_up(self) -> $ty;
            fn next_down(self) -> $ty;
            fn recip(self) -> $ty;
            fn to_degrees(self) -> $ty;
            fn to_radians(self) -> $ty;
            fn max(self, other: $ty) -> $ty;
            fn min(self, other: $ty) -> $ty;
            fn clamp(self, min: $ty, max: $ty) -> $ty;
            fn midpoint(self, other: $ty) -> $ty;
            fn total_cmp(&self, other: &$ty) -> Ordering;
            fn to_bits(self) -> $bits;
            fn from_bits(bits: $bits) -> $ty;
            fn to_be_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn to_le_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn to_ne_bytes(self) -> [u8; std::mem::size_of::<$ty>()];
            fn from_be_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
            fn from_le_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
            fn from_ne_bytes(bytes: [u8; std::mem::size_of::<$ty>()]) -> $ty;
        }
    })* };
}
floats! { f32 u32; f64 u64; }
