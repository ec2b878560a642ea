//! `Vec`.

use std::vec::{Drain, ExtractIf, IntoIter, Splice};

use supervise_macros::trust_pure;

use super::range::PureRangeBounds;
use crate::{PureClone, PureIntoIterator, PurePartialEq};

trust_pure! {
    impl<T> Vec<T> {
        fn new() -> Vec<T>;
        fn with_capacity(capacity: usize) -> Vec<T>;
        fn reserve(&mut self, additional: usize);
        fn reserve_exact(&mut self, additional: usize);
        fn shrink_to_fit(&mut self);
        fn shrink_to(&mut self, min_capacity: usize);
        fn into_boxed_slice(self) -> Box<[T]>;
        fn truncate(&mut self, len: usize);
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
        fn swap_remove(&mut self, index: usize) -> T;
        fn insert(&mut self, index: usize, element: T);
        fn remove(&mut self, index: usize) -> T;
        fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, f: F);
        fn dedup_by_key<F: FnMut(&mut T) -> K, K: PurePartialEq>(&mut self, key: F);
        fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, same_bucket: F);
        fn dedup(&mut self) where T: PurePartialEq;
        fn push(&mut self, value: T);
        fn pop(&mut self) -> Option<T>;
        fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
        fn append(&mut self, other: &mut Vec<T>);
        fn drain<R: PureRangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T>;
        fn clear(&mut self);
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn split_off(&mut self, at: usize) -> Vec<T>;
        fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, f: F);
        fn resize(&mut self, new_len: usize, value: T) where T: PureClone;
        fn extend_from_slice(&mut self, other: &[T]) where T: PureClone;
        fn extend_from_within<R: PureRangeBounds<usize>>(&mut self, src: R) where T: PureClone;
        fn splice<R, I>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter>
        where R: PureRangeBounds<usize>, I: PureIntoIterator<Item = T>;
        fn extract_if<F, R>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F>
        where F: FnMut(&mut T) -> bool, R: PureRangeBounds<usize>;
    }
    impl<T, const N: usize> Vec<[T; N]> {
        fn into_flattened(self) -> Vec<T>;
    }
    impl<T> IntoIter<T> {
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
    }
    impl<T> Drain<'_, T> {
        fn as_slice(&self) -> &[T];
    }
}
