//! Which types of std are inert data.

use crate::{Marked, Pure};

macro_rules! data {
    ($($ty:ty),* $(,)?) => { $(impl Pure for $ty {} impl Marked for $ty {})* };
}
data!(
    (),
    bool,
    char,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    String,
);
impl Pure for str {}
impl<T: Pure + ?Sized> Pure for &T {}
impl<T: Pure> Pure for Option<T> {}
impl<T> Marked for Option<T> {}
