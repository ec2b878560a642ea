//! What many types have from std's traits: comparing, cloning, hashing.

use std::cmp::Ordering;
use std::hash::DefaultHasher;

use supervise_macros::trust_pure;

use crate::{
    PureClone, PureDefault, PureHash, PureHasher, PureOrd, PurePartialEq, PurePartialOrd,
    PureToOwned,
};

/// Its keys are always the same.
impl PureHasher for DefaultHasher {}
impl<H: PureHasher + ?Sized> PureHasher for &mut H {}
impl<H: PureHasher + ?Sized> PureHasher for Box<H> {}

trust_pure! {
    impl<Left: ?Sized + PurePartialEq<Right>, Right: ?Sized> Left {
        fn eq(&self, other: &Right) -> bool;
        fn ne(&self, other: &Right) -> bool;
    }
    impl<Left: ?Sized + PurePartialOrd<Right>, Right: ?Sized> Left {
        fn partial_cmp(&self, other: &Right) -> Option<Ordering>;
        fn lt(&self, other: &Right) -> bool;
        fn le(&self, other: &Right) -> bool;
        fn gt(&self, other: &Right) -> bool;
        fn ge(&self, other: &Right) -> bool;
    }
    impl<Ordered: ?Sized + PureOrd> Ordered {
        fn cmp(&self, other: &Ordered) -> Ordering;
    }
    impl<Ordered: PureOrd> Ordered {
        fn max(self, other: Ordered) -> Ordered;
        fn min(self, other: Ordered) -> Ordered;
        fn clamp(self, min: Ordered, max: Ordered) -> Ordered;
    }
    impl Ordering {
        fn is_eq(self) -> bool;
        fn is_ne(self) -> bool;
        fn is_lt(self) -> bool;
        fn is_gt(self) -> bool;
        fn is_le(self) -> bool;
        fn is_ge(self) -> bool;
        fn reverse(self) -> Ordering;
        fn then(self, other: Ordering) -> Ordering;
        fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering;
    }

    impl<Cloned: PureClone> Cloned {
        fn clone(&self) -> Cloned;
        fn clone_from(&mut self, source: &Cloned);
    }
    impl<Made: PureDefault> Made {
        fn default() -> Made;
    }
    impl<Borrowed: ?Sized + PureToOwned> Borrowed {
        fn to_owned(&self) -> Borrowed::Owned;
        fn clone_into(&self, target: &mut Borrowed::Owned);
    }

    impl<Hashed: ?Sized + PureHash> Hashed {
        fn hash<H: PureHasher>(&self, state: &mut H);
    }
    impl<Hashed: PureHash> Hashed {
        fn hash_slice<H: PureHasher>(data: &[Hashed], state: &mut H);
    }
    impl<Hashing: ?Sized + PureHasher> Hashing {
        fn finish(&self) -> u64;
        fn write(&mut self, bytes: &[u8]);
        fn write_u8(&mut self, i: u8);
        fn write_u16(&mut self, i: u16);
        fn write_u32(&mut self, i: u32);
        fn write_u64(&mut self, i: u64);
        fn write_u128(&mut self, i: u128);
        fn write_usize(&mut self, i: usize);
        fn write_i8(&mut self, i: i8);
        fn write_i16(&mut self, i: i16);
        fn write_i32(&mut self, i: i32);
        fn write_i64(&mut self, i: i64);
        fn write_i128(&mut self, i: i128);
        fn write_isize(&mut self, i: isize);
    }
    impl DefaultHasher {
        fn new() -> DefaultHasher;
    }
}
