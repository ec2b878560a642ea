//! `LinkedList`.

use std::collections::LinkedList;
use std::collections::linked_list::{Iter, IterMut};

use supervise_macros::trust_pure;

use crate::PurePartialEq;

trust_pure! {
    impl<T> LinkedList<T> {
        fn new() -> LinkedList<T>;
        fn append(&mut self, other: &mut LinkedList<T>);
        fn iter(&self) -> Iter<'_, T>;
        fn iter_mut(&mut self) -> IterMut<'_, T>;
        fn is_empty(&self) -> bool;
        fn len(&self) -> usize;
        fn clear(&mut self);
        fn contains(&self, x: &T) -> bool where T: PurePartialEq;
        fn front(&self) -> Option<&T>;
        fn front_mut(&mut self) -> Option<&mut T>;
        fn back(&self) -> Option<&T>;
        fn back_mut(&mut self) -> Option<&mut T>;
        fn push_front(&mut self, elt: T);
        fn pop_front(&mut self) -> Option<T>;
        fn push_back(&mut self, elt: T);
        fn pop_back(&mut self) -> Option<T>;
        fn split_off(&mut self, at: usize) -> LinkedList<T>;
    }
}
