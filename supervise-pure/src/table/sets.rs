//! `BTreeSet` whole; of `HashSet` what doesn't show its order, which is another in every run.

use std::collections::btree_set::{
    Difference, Intersection, Iter, Range, SymmetricDifference, Union,
};
use std::collections::{BTreeSet, HashSet};

use supervise_macros::trust_pure;

use super::range::PureRangeBounds;
use crate::{PureBorrow, PureBuildHasher, PureEq, PureHash, PureOrd};

trust_pure! {
    impl<T> BTreeSet<T> {
        fn new() -> BTreeSet<T>;
        fn range<K, R>(&self, range: R) -> Range<'_, T>
        where K: PureOrd + ?Sized, T: PureBorrow<K> + PureOrd, R: PureRangeBounds<K>;
        fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> where T: PureOrd;
        fn symmetric_difference<'a>(
            &'a self,
            other: &'a BTreeSet<T>,
        ) -> SymmetricDifference<'a, T> where T: PureOrd;
        fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T>
        where T: PureOrd;
        fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> where T: PureOrd;
        fn clear(&mut self);
        fn contains<Q>(&self, value: &Q) -> bool
        where T: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn get<Q>(&self, value: &Q) -> Option<&T>
        where T: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn is_disjoint(&self, other: &BTreeSet<T>) -> bool where T: PureOrd;
        fn is_subset(&self, other: &BTreeSet<T>) -> bool where T: PureOrd;
        fn is_superset(&self, other: &BTreeSet<T>) -> bool where T: PureOrd;
        fn first(&self) -> Option<&T> where T: PureOrd;
        fn last(&self) -> Option<&T> where T: PureOrd;
        fn pop_first(&mut self) -> Option<T> where T: PureOrd;
        fn pop_last(&mut self) -> Option<T> where T: PureOrd;
        fn insert(&mut self, value: T) -> bool where T: PureOrd;
        fn replace(&mut self, value: T) -> Option<T> where T: PureOrd;
        fn remove<Q>(&mut self, value: &Q) -> bool
        where T: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn take<Q>(&mut self, value: &Q) -> Option<T>
        where T: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) where T: PureOrd;
        fn append(&mut self, other: &mut BTreeSet<T>) where T: PureOrd;
        fn split_off<Q>(&mut self, value: &Q) -> BTreeSet<T>
        where T: PureBorrow<Q> + PureOrd, Q: PureOrd + ?Sized;
        fn iter(&self) -> Iter<'_, T>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
    }

    impl<T> HashSet<T> {
        fn new() -> HashSet<T>;
        fn with_capacity(capacity: usize) -> HashSet<T>;
    }
    impl<T, S> HashSet<T, S> {
        fn with_hasher(hasher: S) -> HashSet<T, S>;
        fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn clear(&mut self);
    }
    impl<T, S> HashSet<T, S> {
        fn reserve(&mut self, additional: usize)
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn shrink_to_fit(&mut self)
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn shrink_to(&mut self, min_capacity: usize)
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn contains<Q>(&self, value: &Q) -> bool
        where
            T: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn get<Q>(&self, value: &Q) -> Option<&T>
        where
            T: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn is_disjoint(&self, other: &HashSet<T, S>) -> bool
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn is_subset(&self, other: &HashSet<T, S>) -> bool
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn is_superset(&self, other: &HashSet<T, S>) -> bool
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn insert(&mut self, value: T) -> bool
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn replace(&mut self, value: T) -> Option<T>
        where T: PureEq + PureHash, S: PureBuildHasher;
        fn remove<Q>(&mut self, value: &Q) -> bool
        where
            T: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
        fn take<Q>(&mut self, value: &Q) -> Option<T>
        where
            T: PureEq + PureHash + PureBorrow<Q>, S: PureBuildHasher,
            Q: ?Sized + PureHash + PureEq;
    }
}
