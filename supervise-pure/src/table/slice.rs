//! Slices and arrays.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;
use std::slice::{
    ChunkBy, ChunkByMut, Chunks, ChunksExact, ChunksExactMut, ChunksMut, EscapeAscii,
    GetDisjointMutError, Iter, IterMut, RChunks, RChunksExact, RChunksExactMut, RChunksMut, RSplit,
    RSplitMut, RSplitN, RSplitNMut, Split, SplitInclusive, SplitInclusiveMut, SplitMut, SplitN,
    SplitNMut, Windows,
};
use std::sync::Arc;

use supervise_macros::trust_pure;

use super::range::PureRangeBounds;
use crate::{PureClone, PureOrd, PurePartialEq, PurePartialOrd, PureSliceIndex};

/// The elements of a slice that can be put together: std's bound can't be named.
#[diagnostic::on_unimplemented(
    message = "`{Self}`s can't be put together in pure code",
    label = "no strings and no slices"
)]
pub trait PureConcat: Sized {
    /// All of them in one.
    type Output;
    /// Puts them together.
    fn concat(slice: &[Self]) -> Self::Output;
}

/// The elements of a slice that can be put together with an `S` between them.
#[diagnostic::on_unimplemented(
    message = "`{Self}`s can't be joined by `{S}` in pure code",
    label = "no strings and no slices"
)]
pub trait PureJoin<S>: Sized {
    /// All of them in one.
    type Output;
    /// Puts them together.
    fn join(slice: &[Self], separator: S) -> Self::Output;
}

macro_rules! joined {
    ($([$($generics:tt)*] $ty:ty => $output:ty, $($separator:ty),+;)*) => {
        $(
            impl<$($generics)*> PureConcat for $ty {
                type Output = $output;
                #[inline(always)]
                fn concat(slice: &[Self]) -> $output {
                    slice.concat()
                }
            }
            joined!(@each [$($generics)*] $ty => $output, $($separator),+);
        )*
    };
    (@each $generics:tt $ty:ty => $output:ty, $($separator:ty),+) => {
        $(joined!(@join $generics $ty => $output, $separator);)+
    };
    (@join [$($generics:tt)*] $ty:ty => $output:ty, $separator:ty) => {
        impl<$($generics)*> PureJoin<$separator> for $ty {
            type Output = $output;
            #[inline(always)]
            fn join(slice: &[Self], separator: $separator) -> $output {
                slice.join(separator)
            }
        }
    };
}
joined! {
    [] &str => String, &str;
    [] &mut str => String, &str;
    [] String => String, &str;
    [] Box<str> => String, &str;
    [] Rc<str> => String, &str;
    [] Arc<str> => String, &str;
    [] Cow<'_, str> => String, &str;
    [T: PureClone] &[T] => Vec<T>, &T, &[T];
    [T: PureClone] &mut [T] => Vec<T>, &T, &[T];
    [T: PureClone] Vec<T> => Vec<T>, &T, &[T];
    [T: PureClone] Box<[T]> => Vec<T>, &T, &[T];
    [T: PureClone] Cow<'_, [T]> => Vec<T>, &T, &[T];
    [T: PureClone, const N: usize] [T; N] => Vec<T>, &T, &[T];
}

/// What `get_disjoint_mut` takes: std's bound can't be named.
pub trait PureDisjointIndex<T: ?Sized>: PureSliceIndex<T> {
    /// References to all of them.
    fn get_disjoint_mut<const N: usize>(
        slice: &mut T,
        indices: [Self; N],
    ) -> Result<[&mut Self::Output; N], GetDisjointMutError>
    where
        Self: Sized;
}

macro_rules! disjoint {
    ($($index:ty),*) => {
        $(
            impl<T> PureDisjointIndex<[T]> for $index {
                #[inline(always)]
                fn get_disjoint_mut<const N: usize>(
                    slice: &mut [T],
                    indices: [Self; N],
                ) -> Result<[&mut Self::Output; N], GetDisjointMutError> {
                    slice.get_disjoint_mut(indices)
                }
            }
        )*
    };
}
disjoint!(usize, Range<usize>, RangeInclusive<usize>);

trust_pure! {
    impl<T> [T] {
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn first(&self) -> Option<&T>;
        fn first_mut(&mut self) -> Option<&mut T>;
        fn split_first(&self) -> Option<(&T, &[T])>;
        fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])>;
        fn split_last(&self) -> Option<(&T, &[T])>;
        fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])>;
        fn last(&self) -> Option<&T>;
        fn last_mut(&mut self) -> Option<&mut T>;
        fn first_chunk<const N: usize>(&self) -> Option<&[T; N]>;
        fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]>;
        fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])>;
        fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])>;
        fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])>;
        fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])>;
        fn last_chunk<const N: usize>(&self) -> Option<&[T; N]>;
        fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]>;
        fn get<I: PureSliceIndex<[T]>>(&self, index: I) -> Option<&I::Output>;
        fn get_mut<I: PureSliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output>;
        fn get_disjoint_mut<I: PureDisjointIndex<[T]>, const N: usize>(
            &mut self,
            indices: [I; N],
        ) -> Result<[&mut I::Output; N], GetDisjointMutError> { I::get_disjoint_mut(self, indices) }
        fn swap(&mut self, a: usize, b: usize);
        fn reverse(&mut self);
        fn iter(&self) -> Iter<'_, T>;
        fn iter_mut(&mut self) -> IterMut<'_, T>;
        fn windows(&self, size: usize) -> Windows<'_, T>;
        fn chunks(&self, chunk_size: usize) -> Chunks<'_, T>;
        fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T>;
        fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T>;
        fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T>;
        fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]);
        fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]);
        fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]);
        fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]);
        fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T>;
        fn rchunks_mut(&mut self, chunk_size: usize) -> RChunksMut<'_, T>;
        fn rchunks_exact(&self, chunk_size: usize) -> RChunksExact<'_, T>;
        fn rchunks_exact_mut(&mut self, chunk_size: usize) -> RChunksExactMut<'_, T>;
        fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> ChunkBy<'_, T, F>;
        fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, pred: F) -> ChunkByMut<'_, T, F>;
        fn split_at(&self, mid: usize) -> (&[T], &[T]);
        fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]);
        fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])>;
        fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])>;
        fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> Split<'_, T, F>;
        fn split_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitMut<'_, T, F>;
        fn split_inclusive<F: FnMut(&T) -> bool>(&self, pred: F) -> SplitInclusive<'_, T, F>;
        fn split_inclusive_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitInclusiveMut<'_, T, F>;
        fn rsplit<F: FnMut(&T) -> bool>(&self, pred: F) -> RSplit<'_, T, F>;
        fn rsplit_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> RSplitMut<'_, T, F>;
        fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> SplitN<'_, T, F>;
        fn splitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> SplitNMut<'_, T, F>;
        fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> RSplitN<'_, T, F>;
        fn rsplitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> RSplitNMut<'_, T, F>;
        fn contains(&self, x: &T) -> bool where T: PurePartialEq;
        fn starts_with(&self, needle: &[T]) -> bool where T: PurePartialEq;
        fn ends_with(&self, needle: &[T]) -> bool where T: PurePartialEq;
        fn strip_prefix<'a>(&'a self, prefix: &[T]) -> Option<&'a [T]>
        where T: PurePartialEq { self.strip_prefix(prefix) }
        fn strip_suffix<'a>(&'a self, suffix: &[T]) -> Option<&'a [T]>
        where T: PurePartialEq { self.strip_suffix(suffix) }
        fn binary_search(&self, x: &T) -> Result<usize, usize> where T: PureOrd;
        fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, f: F) -> Result<usize, usize>
        where T: 'a;
        fn binary_search_by_key<'a, B: PureOrd, F: FnMut(&'a T) -> B>(
            &'a self,
            b: &B,
            f: F,
        ) -> Result<usize, usize> where T: 'a;
        fn partition_point<P: FnMut(&T) -> bool>(&self, pred: P) -> usize;
        fn sort(&mut self) where T: PureOrd;
        fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
        fn sort_by_key<K: PureOrd, F: FnMut(&T) -> K>(&mut self, f: F);
        fn sort_by_cached_key<K: PureOrd, F: FnMut(&T) -> K>(&mut self, f: F);
        fn sort_unstable(&mut self) where T: PureOrd;
        fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
        fn sort_unstable_by_key<K: PureOrd, F: FnMut(&T) -> K>(&mut self, f: F);
        fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
        where T: PureOrd;
        fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(
            &mut self,
            index: usize,
            compare: F,
        ) -> (&mut [T], &mut T, &mut [T]);
        fn select_nth_unstable_by_key<K: PureOrd, F: FnMut(&T) -> K>(
            &mut self,
            index: usize,
            f: F,
        ) -> (&mut [T], &mut T, &mut [T]);
        fn is_sorted(&self) -> bool where T: PurePartialOrd;
        fn is_sorted_by<'a, F: FnMut(&'a T, &'a T) -> bool>(&'a self, compare: F) -> bool where T: 'a;
        fn is_sorted_by_key<'a, F: FnMut(&'a T) -> K, K: PurePartialOrd>(&'a self, f: F) -> bool
        where T: 'a;
        fn rotate_left(&mut self, mid: usize);
        fn rotate_right(&mut self, k: usize);
        fn fill(&mut self, value: T) where T: PureClone;
        fn fill_with<F: FnMut() -> T>(&mut self, f: F);
        fn clone_from_slice(&mut self, src: &[T]) where T: PureClone;
        fn copy_from_slice(&mut self, src: &[T]) where T: Copy;
        fn copy_within<R: PureRangeBounds<usize>>(&mut self, src: R, dest: usize) where T: Copy;
        fn swap_with_slice(&mut self, other: &mut [T]);
        fn to_vec(&self) -> Vec<T> where T: PureClone;
        fn into_vec(self: Box<Self>) -> Vec<T>;
        fn repeat(&self, n: usize) -> Vec<T> where T: Copy + PureClone;
        fn concat(&self) -> T::Output where T: PureConcat { T::concat(self) }
        fn join<Separator>(&self, sep: Separator) -> T::Output
        where T: PureJoin<Separator> { T::join(self, sep) }
        fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T>;
        fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T>;
        fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T>;
        fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T>;
    }
    impl<T, const N: usize> [[T; N]] {
        fn as_flattened(&self) -> &[T];
        fn as_flattened_mut(&mut self) -> &mut [T];
    }
    impl [u8] {
        fn is_ascii(&self) -> bool;
        fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool;
        fn make_ascii_uppercase(&mut self);
        fn make_ascii_lowercase(&mut self);
        fn to_ascii_uppercase(&self) -> Vec<u8>;
        fn to_ascii_lowercase(&self) -> Vec<u8>;
        fn escape_ascii(&self) -> EscapeAscii<'_>;
        fn trim_ascii_start(&self) -> &[u8];
        fn trim_ascii_end(&self) -> &[u8];
        fn trim_ascii(&self) -> &[u8];
        fn utf8_chunks(&self) -> std::str::Utf8Chunks<'_>;
    }
    impl<T, const N: usize> [T; N] {
        fn map<F: FnMut(T) -> U, U>(self, f: F) -> [U; N];
        fn each_ref(&self) -> [&T; N];
        fn each_mut(&mut self) -> [&mut T; N];
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
    }
    impl<'a, T> Iter<'a, T> {
        fn as_slice(&self) -> &'a [T];
    }
    impl<'a, T> IterMut<'a, T> {
        fn into_slice(self) -> &'a mut [T];
        fn as_slice(&self) -> &[T];
    }
    impl<'a, T> ChunksExact<'a, T> {
        fn remainder(&self) -> &'a [T];
    }
    impl<'a, T> ChunksExactMut<'a, T> {
        fn into_remainder(self) -> &'a mut [T];
    }
    impl<'a, T> RChunksExact<'a, T> {
        fn remainder(&self) -> &'a [T];
    }
    impl<'a, T> RChunksExactMut<'a, T> {
        fn into_remainder(self) -> &'a mut [T];
    }
}
