//! Ranges, and what takes one.

use std::ops::{
    Bound, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};

use supervise_macros::trust_pure;

use crate::{PureClone, PurePartialOrd};

/// A range that is pure: those of std.
#[diagnostic::on_unimplemented(message = "`{Self}` is no range of std", label = "not marked pure")]
pub trait PureRangeBounds<T: ?Sized>: RangeBounds<T> {}

impl<T> PureRangeBounds<T> for Range<T> {}
impl<T> PureRangeBounds<T> for Range<&T> {}
impl<T> PureRangeBounds<T> for RangeFrom<T> {}
impl<T> PureRangeBounds<T> for RangeFrom<&T> {}
impl<T> PureRangeBounds<T> for RangeInclusive<T> {}
impl<T> PureRangeBounds<T> for RangeInclusive<&T> {}
impl<T> PureRangeBounds<T> for RangeTo<T> {}
impl<T> PureRangeBounds<T> for RangeTo<&T> {}
impl<T> PureRangeBounds<T> for RangeToInclusive<T> {}
impl<T> PureRangeBounds<T> for RangeToInclusive<&T> {}
impl<T: ?Sized> PureRangeBounds<T> for RangeFull {}
impl<T> PureRangeBounds<T> for (Bound<T>, Bound<T>) {}
impl<'a, T: ?Sized + 'a> PureRangeBounds<T> for (Bound<&'a T>, Bound<&'a T>) {}

trust_pure! {
    impl<T> Range<T> {
        fn contains<U>(&self, item: &U) -> bool
        where T: PurePartialOrd<U>, U: ?Sized + PurePartialOrd<T>;
        fn is_empty(&self) -> bool where T: PurePartialOrd;
    }
    impl<T> RangeInclusive<T> {
        fn new(start: T, end: T) -> RangeInclusive<T>;
        fn start(&self) -> &T;
        fn end(&self) -> &T;
        fn into_inner(self) -> (T, T);
        fn contains<U>(&self, item: &U) -> bool
        where T: PurePartialOrd<U>, U: ?Sized + PurePartialOrd<T>;
        fn is_empty(&self) -> bool where T: PurePartialOrd;
    }
    impl<T> RangeFrom<T> {
        fn contains<U>(&self, item: &U) -> bool
        where T: PurePartialOrd<U>, U: ?Sized + PurePartialOrd<T>;
    }
    impl<T> RangeTo<T> {
        fn contains<U>(&self, item: &U) -> bool
        where T: PurePartialOrd<U>, U: ?Sized + PurePartialOrd<T>;
    }
    impl<T> RangeToInclusive<T> {
        fn contains<U>(&self, item: &U) -> bool
        where T: PurePartialOrd<U>, U: ?Sized + PurePartialOrd<T>;
    }
    impl<T> Bound<T> {
        fn as_ref(&self) -> Bound<&T>;
        fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Bound<U>;
    }
    impl<T> Bound<&T> {
        fn cloned(self) -> Bound<T> where T: PureClone;
    }
    impl<T: ?Sized, R: PureRangeBounds<T>> R {
        fn start_bound(&self) -> Bound<&T>;
        fn end_bound(&self) -> Bound<&T>;
    }
}
