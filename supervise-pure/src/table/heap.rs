//! `BinaryHeap`: its order, though not sorted, is the same in every run.

use std::collections::BinaryHeap;
use std::collections::binary_heap::{Drain, Iter, PeekMut};

use supervise_macros::trust_pure;

use crate::PureOrd;

trust_pure! {
    impl<T> BinaryHeap<T> {
        fn new() -> BinaryHeap<T> where T: PureOrd;
        fn with_capacity(capacity: usize) -> BinaryHeap<T> where T: PureOrd;
        fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> where T: PureOrd;
        fn pop(&mut self) -> Option<T> where T: PureOrd;
        fn push(&mut self, item: T) where T: PureOrd;
        fn into_sorted_vec(self) -> Vec<T> where T: PureOrd;
        fn append(&mut self, other: &mut BinaryHeap<T>) where T: PureOrd;
        fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) where T: PureOrd;
        fn iter(&self) -> Iter<'_, T>;
        fn peek(&self) -> Option<&T>;
        fn reserve(&mut self, additional: usize);
        fn reserve_exact(&mut self, additional: usize);
        fn shrink_to_fit(&mut self);
        fn shrink_to(&mut self, min_capacity: usize);
        fn into_vec(self) -> Vec<T>;
        fn as_slice(&self) -> &[T];
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn drain(&mut self) -> Drain<'_, T>;
        fn clear(&mut self);
    }
    impl<'a, T: PureOrd> PeekMut<'a, T> {
        fn pop(this: PeekMut<'a, T>) -> T;
    }
}
