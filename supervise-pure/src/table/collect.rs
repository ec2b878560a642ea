//! What pure code may collect into, extend, and sum up.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::BuildHasherDefault;
use std::num::Wrapping;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::{
    PureBuildHasher, PureClone, PureDefault, PureEq, PureExtend, PureFromIterator, PureHash,
    PureOrd, PureProduct, PureSum,
};

impl<T> PureFromIterator<T> for Vec<T> {}
impl<T> PureFromIterator<T> for Box<[T]> {}
impl<T> PureFromIterator<T> for Rc<[T]> {}
impl<T> PureFromIterator<T> for Arc<[T]> {}
impl<T: PureClone> PureFromIterator<T> for Cow<'_, [T]> {}
impl<T> PureFromIterator<T> for VecDeque<T> {}
impl<T> PureFromIterator<T> for LinkedList<T> {}
impl<T: PureOrd> PureFromIterator<T> for BinaryHeap<T> {}
impl<T: PureOrd> PureFromIterator<T> for BTreeSet<T> {}
impl<K: PureOrd, V> PureFromIterator<(K, V)> for BTreeMap<K, V> {}
impl<T, S> PureFromIterator<T> for HashSet<T, S>
where
    T: PureEq + PureHash,
    S: PureBuildHasher + PureDefault,
{
}
impl<K, V, S> PureFromIterator<(K, V)> for HashMap<K, V, S>
where
    K: PureEq + PureHash,
    S: PureBuildHasher + PureDefault,
{
}
impl PureFromIterator<()> for () {}
impl<A, V: PureFromIterator<A>> PureFromIterator<Option<A>> for Option<V> {}
impl<A, E, V: PureFromIterator<A>> PureFromIterator<Result<A, E>> for Result<V, E> {}

impl<T> PureExtend<T> for Vec<T> {}
impl<'a, T: Copy + PureClone + 'a> PureExtend<&'a T> for Vec<T> {}
impl<T> PureExtend<T> for VecDeque<T> {}
impl<'a, T: Copy + PureClone + 'a> PureExtend<&'a T> for VecDeque<T> {}
impl<T> PureExtend<T> for LinkedList<T> {}
impl<'a, T: Copy + PureClone + 'a> PureExtend<&'a T> for LinkedList<T> {}
impl<T: PureOrd> PureExtend<T> for BinaryHeap<T> {}
impl<'a, T: PureOrd + Copy + PureClone + 'a> PureExtend<&'a T> for BinaryHeap<T> {}
impl<T: PureOrd> PureExtend<T> for BTreeSet<T> {}
impl<'a, T: PureOrd + Copy + PureClone + 'a> PureExtend<&'a T> for BTreeSet<T> {}
impl<K: PureOrd, V> PureExtend<(K, V)> for BTreeMap<K, V> {}
impl<'a, K: PureOrd + Copy + PureClone, V: Copy + PureClone> PureExtend<(&'a K, &'a V)>
    for BTreeMap<K, V>
{
}
impl<T: PureEq + PureHash, S: PureBuildHasher> PureExtend<T> for HashSet<T, S> {}
impl<'a, T, S> PureExtend<&'a T> for HashSet<T, S>
where
    T: PureEq + PureHash + Copy + PureClone + 'a,
    S: PureBuildHasher,
{
}
impl<K: PureEq + PureHash, V, S: PureBuildHasher> PureExtend<(K, V)> for HashMap<K, V, S> {}
impl<'a, K, V, S> PureExtend<(&'a K, &'a V)> for HashMap<K, V, S>
where
    K: PureEq + PureHash + Copy + PureClone,
    V: Copy + PureClone,
    S: PureBuildHasher,
{
}
impl PureExtend<()> for () {}

/// Its seed is random, but a hash map that is pure doesn't show it.
impl PureDefault for RandomState {}
impl<H> PureDefault for BuildHasherDefault<H> {}

macro_rules! text {
    ($($part:ty),*) => {
        $(
            impl<'a> PureFromIterator<$part> for String {}
            impl<'a> PureFromIterator<$part> for Box<str> {}
            impl<'a> PureExtend<$part> for String {}
        )*
    };
}
text!(char, &'a char, &'a str, String, Box<str>, Cow<'a, str>);
impl<'a> PureFromIterator<char> for Cow<'a, str> {}
impl<'a, 'b> PureFromIterator<&'b str> for Cow<'a, str> {}
impl<'a> PureFromIterator<String> for Cow<'a, str> {}

/// A tuple of collections is made of tuples, each part of it of each.
macro_rules! tuples {
    ($($item:ident $collection:ident,)*) => { tuples!(@ [] $($item $collection,)*); };
    (@ [$($done:tt)*]) => {};
    (@ [$($item:ident $collection:ident,)*] $next:ident $nexts:ident, $($rest:tt)*) => {
        impl<$($item, $collection: PureDefault + PureExtend<$item>,)* $next, $nexts>
            PureFromIterator<($($item,)* $next,)> for ($($collection,)* $nexts,)
        where
            $nexts: PureDefault + PureExtend<$next>,
        {
        }
        impl<$($item, $collection: PureExtend<$item>,)* $next, $nexts>
            PureExtend<($($item,)* $next,)> for ($($collection,)* $nexts,)
        where
            $nexts: PureExtend<$next>,
        {
        }
        tuples!(@ [$($item $collection,)* $next $nexts,] $($rest)*);
    };
}
tuples!(A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1, I I1, J J1, K K1, L L1,);

macro_rules! numbers {
    ($($ty:ty)*) => {
        $(
            impl PureSum<$ty> for $ty {}
            impl<'a> PureSum<&'a $ty> for $ty {}
            impl PureProduct<$ty> for $ty {}
            impl<'a> PureProduct<&'a $ty> for $ty {}
        )*
    };
}
numbers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);
numbers!(Wrapping<i8> Wrapping<i16> Wrapping<i32> Wrapping<i64> Wrapping<i128> Wrapping<isize>);
numbers!(Wrapping<u8> Wrapping<u16> Wrapping<u32> Wrapping<u64> Wrapping<u128> Wrapping<usize>);

impl PureSum<Duration> for Duration {}
impl PureSum<&Duration> for Duration {}
impl<T: PureSum<U>, U> PureSum<Option<U>> for Option<T> {}
impl<T: PureSum<U>, U, E> PureSum<Result<U, E>> for Result<T, E> {}
impl<T: PureProduct<U>, U> PureProduct<Option<U>> for Option<T> {}
impl<T: PureProduct<U>, U, E> PureProduct<Result<U, E>> for Result<T, E> {}
