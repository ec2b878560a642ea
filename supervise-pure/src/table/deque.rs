//! `VecDeque`.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::collections::vec_deque::{Drain, Iter, IterMut};

use supervise_macros::trust_pure;

use super::range::PureRangeBounds;
use crate::{PureClone, PureOrd, PurePartialEq};

trust_pure! {
    impl<T> VecDeque<T> {
        fn new() -> VecDeque<T>;
        fn with_capacity(capacity: usize) -> VecDeque<T>;
        fn get(&self, index: usize) -> Option<&T>;
        fn get_mut(&mut self, index: usize) -> Option<&mut T>;
        fn swap(&mut self, i: usize, j: usize);
        fn reserve(&mut self, additional: usize);
        fn reserve_exact(&mut self, additional: usize);
        fn shrink_to_fit(&mut self);
        fn shrink_to(&mut self, min_capacity: usize);
        fn truncate(&mut self, len: usize);
        fn iter(&self) -> Iter<'_, T>;
        fn iter_mut(&mut self) -> IterMut<'_, T>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn range<R: PureRangeBounds<usize>>(&self, range: R) -> Iter<'_, T>;
        fn range_mut<R: PureRangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T>;
        fn drain<R: PureRangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T>;
        fn clear(&mut self);
        fn contains(&self, x: &T) -> bool where T: PurePartialEq;
        fn front(&self) -> Option<&T>;
        fn front_mut(&mut self) -> Option<&mut T>;
        fn back(&self) -> Option<&T>;
        fn back_mut(&mut self) -> Option<&mut T>;
        fn pop_front(&mut self) -> Option<T>;
        fn pop_back(&mut self) -> Option<T>;
        fn push_front(&mut self, value: T);
        fn push_back(&mut self, value: T);
        fn swap_remove_front(&mut self, index: usize) -> Option<T>;
        fn swap_remove_back(&mut self, index: usize) -> Option<T>;
        fn insert(&mut self, index: usize, value: T);
        fn remove(&mut self, index: usize) -> Option<T>;
        fn split_off(&mut self, at: usize) -> VecDeque<T>;
        fn append(&mut self, other: &mut VecDeque<T>);
        fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, f: F);
        fn resize(&mut self, new_len: usize, value: T) where T: PureClone;
        fn resize_with(&mut self, new_len: usize, generator: impl FnMut() -> T);
        fn make_contiguous(&mut self) -> &mut [T];
        fn rotate_left(&mut self, n: usize);
        fn rotate_right(&mut self, n: usize);
        fn binary_search(&self, x: &T) -> Result<usize, usize> where T: PureOrd;
        fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, f: F) -> Result<usize, usize>
        where T: 'a;
        fn binary_search_by_key<'a, B: PureOrd, F: FnMut(&'a T) -> B>(
            &'a self,
            b: &B,
            f: F,
        ) -> Result<usize, usize> where T: 'a;
        fn partition_point<P: FnMut(&T) -> bool>(&self, pred: P) -> usize;
    }
}
