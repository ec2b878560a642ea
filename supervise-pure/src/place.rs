//! Indexing: `a[i]` in pure code is `a[ix(i)]`, which only what is indexed by pure code has.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::marker::PhantomData;
use std::ops::{
    Bound, Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};
use std::slice::SliceIndex;

use crate::{PureBorrow, PureBuildHasher, PureEq, PureHash, PureOrd};

/// An index that stands in pure code. Whose word it is that its `Index` is pure is left open where it is
/// made, and only what is marked says it: an `Index` for whatever there is leaves it open.
#[derive(Debug)]
pub struct Ix<I, By: ?Sized = ByMark>(pub I, PhantomData<By>);

/// The word of an `Index` that is marked.
#[derive(Debug)]
pub enum ByMark {}

/// Who may say that an `Index` is pure. Where rustc can't tell who does, it names this.
pub trait IndexMarkedPure {}
impl IndexMarkedPure for ByMark {}

/// An index in pure code.
#[inline(always)]
pub const fn ix<I, By: ?Sized + IndexMarkedPure>(index: I) -> Ix<I, By> {
    Ix(index, PhantomData)
}

/// What slices and strings are indexed by.
pub trait PureSliceIndex<T: ?Sized>: SliceIndex<T> {}

macro_rules! slice_index {
    ($($index:ty => $($indexed:ty),+;)*) => {
        $($(impl<T> PureSliceIndex<$indexed> for $index {})+)*
    };
}
slice_index! {
    usize => [T];
    Range<usize> => [T];
    RangeFrom<usize> => [T];
    RangeTo<usize> => [T];
    RangeInclusive<usize> => [T];
    RangeToInclusive<usize> => [T];
    RangeFull => [T];
    (Bound<usize>, Bound<usize>) => [T];
}
impl PureSliceIndex<str> for Range<usize> {}
impl PureSliceIndex<str> for RangeFrom<usize> {}
impl PureSliceIndex<str> for RangeTo<usize> {}
impl PureSliceIndex<str> for RangeInclusive<usize> {}
impl PureSliceIndex<str> for RangeToInclusive<usize> {}
impl PureSliceIndex<str> for RangeFull {}
impl PureSliceIndex<str> for (Bound<usize>, Bound<usize>) {}

macro_rules! indexed_as {
    ($($ty:ty => $slice:ty $(, $param:ident)?;)*) => {
        $(
            impl<$($param,)? I: PureSliceIndex<$slice>> Index<Ix<I>> for $ty {
                type Output = I::Output;
                #[inline(always)]
                fn index(&self, index: Ix<I>) -> &I::Output {
                    &self[index.0]
                }
            }
            impl<$($param,)? I: PureSliceIndex<$slice>> IndexMut<Ix<I>> for $ty {
                #[inline(always)]
                fn index_mut(&mut self, index: Ix<I>) -> &mut I::Output {
                    &mut self[index.0]
                }
            }
        )*
    };
}
indexed_as! {
    [T] => [T], T;
    Vec<T> => [T], T;
    str => str;
    String => str;
}

impl<T> Index<Ix<usize>> for VecDeque<T> {
    type Output = T;
    #[inline(always)]
    fn index(&self, index: Ix<usize>) -> &T {
        &self[index.0]
    }
}

impl<T> IndexMut<Ix<usize>> for VecDeque<T> {
    #[inline(always)]
    fn index_mut(&mut self, index: Ix<usize>) -> &mut T {
        &mut self[index.0]
    }
}

impl<K, V, Q> Index<Ix<&Q>> for BTreeMap<K, V>
where
    K: Ord + PureBorrow<Q>,
    Q: ?Sized + PureOrd,
{
    type Output = V;
    #[inline(always)]
    fn index(&self, index: Ix<&Q>) -> &V {
        &self[index.0]
    }
}

impl<K, V, Q, S> Index<Ix<&Q>> for HashMap<K, V, S>
where
    K: PureEq + PureHash + PureBorrow<Q>,
    Q: ?Sized + PureEq + PureHash,
    S: PureBuildHasher,
{
    type Output = V;
    #[inline(always)]
    fn index(&self, index: Ix<&Q>) -> &V {
        &self[index.0]
    }
}
