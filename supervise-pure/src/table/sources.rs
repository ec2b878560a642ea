//! Which iterators of std, and which collections, pure code may go through.

use std::collections::{
    BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque, binary_heap, btree_map, btree_set,
    linked_list, vec_deque,
};
use std::iter::{Empty, FromFn, Once, OnceWith, Repeat, RepeatN, RepeatWith, Successors};
use std::ops::{Range, RangeFrom, RangeInclusive};
use std::{array, char, option, result, slice, str, string, vec};

use crate::{
    PureClone, PureDoubleEndedIterator, PureExactSizeIterator, PureIntoIterator, PureIterator,
    PureOrd,
};

/// Marks each type as an iterator, and as what stands behind it.
macro_rules! sources {
    (@mark [$($generics:tt)*] $ty:ty: $mark:ident) => {
        impl<$($generics)*> $mark for $ty {}
    };
    ($($generics:tt $ty:ty $(: $($mark:ident)+)?;)*) => {
        $(
            sources!(@mark $generics $ty: PureIterator);
            $($(sources!(@mark $generics $ty: $mark);)+)?
        )*
    };
}
sources! {
    [T] slice::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::IterMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] slice::Windows<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::Chunks<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::ChunksMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] slice::ChunksExact<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::ChunksExactMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] slice::RChunks<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::RChunksMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] slice::RChunksExact<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] slice::RChunksExactMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T, P: FnMut(&T, &T) -> bool] slice::ChunkBy<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T, &T) -> bool] slice::ChunkByMut<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::Split<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::SplitMut<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::SplitInclusive<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::SplitInclusiveMut<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::RSplit<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::RSplitMut<'_, T, P>: PureDoubleEndedIterator;
    [T, P: FnMut(&T) -> bool] slice::SplitN<'_, T, P>;
    [T, P: FnMut(&T) -> bool] slice::SplitNMut<'_, T, P>;
    [T, P: FnMut(&T) -> bool] slice::RSplitN<'_, T, P>;
    [T, P: FnMut(&T) -> bool] slice::RSplitNMut<'_, T, P>;
    [] slice::EscapeAscii<'_>: PureDoubleEndedIterator PureClone;
    [T, const N: usize] array::IntoIter<T, N>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] vec::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] vec::Drain<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [I: PureIterator] vec::Splice<'_, I>: PureDoubleEndedIterator PureExactSizeIterator;
    [T, F: FnMut(&mut T) -> bool] vec::ExtractIf<'_, T, F>;

    [] str::Chars<'_>: PureDoubleEndedIterator PureClone;
    [] str::CharIndices<'_>: PureDoubleEndedIterator PureClone;
    [] str::Bytes<'_>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [] str::Lines<'_>: PureDoubleEndedIterator PureClone;
    [] str::SplitWhitespace<'_>: PureDoubleEndedIterator PureClone;
    [] str::SplitAsciiWhitespace<'_>: PureDoubleEndedIterator PureClone;
    [] str::EncodeUtf16<'_>: PureClone;
    [] str::EscapeDebug<'_>: PureClone;
    [] str::EscapeDefault<'_>: PureClone;
    [] str::EscapeUnicode<'_>: PureClone;
    [] str::Utf8Chunks<'_>: PureClone;
    [] string::Drain<'_>: PureDoubleEndedIterator;
    [] char::ToUppercase: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [] char::ToLowercase: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [] char::EscapeDebug: PureExactSizeIterator PureClone;
    [] char::EscapeDefault: PureExactSizeIterator PureClone;
    [] char::EscapeUnicode: PureExactSizeIterator PureClone;
    [I: PureIterator<Item = u16>] char::DecodeUtf16<I>;
    [] std::ascii::EscapeDefault: PureDoubleEndedIterator PureExactSizeIterator PureClone;

    [T] option::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] option::IterMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] option::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] result::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] result::IterMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] result::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;

    [T] vec_deque::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] vec_deque::IterMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] vec_deque::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] vec_deque::Drain<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] linked_list::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] linked_list::IterMut<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] linked_list::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] binary_heap::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] binary_heap::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] binary_heap::Drain<'_, T>: PureDoubleEndedIterator PureExactSizeIterator;

    [K, V] btree_map::Iter<'_, K, V>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [K, V] btree_map::IterMut<'_, K, V>: PureDoubleEndedIterator PureExactSizeIterator;
    [K, V] btree_map::IntoIter<K, V>: PureDoubleEndedIterator PureExactSizeIterator;
    [K, V] btree_map::Keys<'_, K, V>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [K, V] btree_map::Values<'_, K, V>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [K, V] btree_map::ValuesMut<'_, K, V>: PureDoubleEndedIterator PureExactSizeIterator;
    [K, V] btree_map::IntoKeys<K, V>: PureDoubleEndedIterator PureExactSizeIterator;
    [K, V] btree_map::IntoValues<K, V>: PureDoubleEndedIterator PureExactSizeIterator;
    [K, V] btree_map::Range<'_, K, V>: PureDoubleEndedIterator PureClone;
    [K, V] btree_map::RangeMut<'_, K, V>: PureDoubleEndedIterator;
    [T] btree_set::Iter<'_, T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] btree_set::IntoIter<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T] btree_set::Range<'_, T>: PureDoubleEndedIterator PureClone;
    [T: PureOrd] btree_set::Union<'_, T>: PureClone;
    [T: PureOrd] btree_set::Intersection<'_, T>: PureClone;
    [T: PureOrd] btree_set::Difference<'_, T>: PureClone;
    [T: PureOrd] btree_set::SymmetricDifference<'_, T>: PureClone;

    [T] Empty<T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T] Once<T>: PureDoubleEndedIterator PureExactSizeIterator;
    [T, F: FnOnce() -> T] OnceWith<F>: PureDoubleEndedIterator PureExactSizeIterator;
    [T: PureClone] Repeat<T>: PureDoubleEndedIterator PureClone;
    [T: PureClone] RepeatN<T>: PureDoubleEndedIterator PureExactSizeIterator PureClone;
    [T, F: FnMut() -> T] RepeatWith<F>;
    [T, F: FnMut() -> Option<T>] FromFn<F>;
    [T, F: FnMut(&T) -> Option<T>] Successors<T, F>;
}

impl<T: PureClone, const N: usize> PureClone for array::IntoIter<T, N> {}
impl<T: PureClone> PureClone for vec::IntoIter<T> {}
impl<T: PureClone> PureClone for option::IntoIter<T> {}
impl<T: PureClone> PureClone for result::IntoIter<T> {}
impl<T: PureClone> PureClone for vec_deque::IntoIter<T> {}
impl<T: PureClone> PureClone for linked_list::IntoIter<T> {}
impl<T: PureClone> PureClone for binary_heap::IntoIter<T> {}
impl<T: PureClone> PureClone for Once<T> {}

/// The iterators of strings that search: what they search by stands in their type.
macro_rules! searched {
    (@ [$($generics:tt)*] $pattern:ty $(, $both:ident)?) => {
        sources! {
            [$($generics)*] str::Split<'_, $pattern> $(: $both)?;
            [$($generics)*] str::RSplit<'_, $pattern> $(: $both)?;
            [$($generics)*] str::SplitTerminator<'_, $pattern> $(: $both)?;
            [$($generics)*] str::RSplitTerminator<'_, $pattern> $(: $both)?;
            [$($generics)*] str::SplitInclusive<'_, $pattern> $(: $both)?;
            [$($generics)*] str::Matches<'_, $pattern> $(: $both)?;
            [$($generics)*] str::RMatches<'_, $pattern> $(: $both)?;
            [$($generics)*] str::MatchIndices<'_, $pattern> $(: $both)?;
            [$($generics)*] str::RMatchIndices<'_, $pattern> $(: $both)?;
            [$($generics)*] str::SplitN<'_, $pattern>;
            [$($generics)*] str::RSplitN<'_, $pattern>;
        }
    };
    ($($generics:tt $pattern:ty $(: $both:ident)?;)*) => {
        $(searched!(@ $generics $pattern $(, $both)?);)*
    };
}
searched! {
    [] char: PureDoubleEndedIterator;
    [] &[char]: PureDoubleEndedIterator;
    [const N: usize] [char; N]: PureDoubleEndedIterator;
    [const N: usize] &[char; N]: PureDoubleEndedIterator;
    [F: FnMut(char) -> bool] F: PureDoubleEndedIterator;
    [] &str;
    [] &&str;
    [] &String;
}

macro_rules! counted {
    ($($ty:ident)*) => {
        $(
            sources! {
                [] Range<$ty>: PureDoubleEndedIterator;
                [] RangeInclusive<$ty>: PureDoubleEndedIterator;
                [] RangeFrom<$ty>;
            }
        )*
    };
    ($range:ident: $($ty:ident)*) => {
        $(impl PureExactSizeIterator for $range<$ty> {})*
    };
}
counted!(char i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
counted!(Range: i8 i16 i32 isize u8 u16 u32 usize);
counted!(RangeInclusive: i8 i16 u8 u16);

macro_rules! collections {
    (@ $generics:tt $($ty:ty)+) => {
        $(sources!(@mark $generics $ty: PureIntoIterator);)+
    };
    ($([$($generics:tt)*] $($ty:ty)+;)*) => {
        $(collections!(@ [$($generics)*] $($ty)+);)*
    };
}
collections! {
    [T] Vec<T> &Vec<T> &mut Vec<T>;
    [T] Box<[T]> &Box<[T]> &mut Box<[T]>;
    [T] &[T] &mut [T];
    [T, const N: usize] [T; N] &[T; N] &mut [T; N];
    [T] VecDeque<T> &VecDeque<T> &mut VecDeque<T>;
    [T] LinkedList<T> &LinkedList<T> &mut LinkedList<T>;
    [T] BinaryHeap<T> &BinaryHeap<T>;
    [K, V] BTreeMap<K, V> &BTreeMap<K, V> &mut BTreeMap<K, V>;
    [T] BTreeSet<T> &BTreeSet<T>;
    [T] Option<T> &Option<T> &mut Option<T>;
    [T, E] Result<T, E> &Result<T, E> &mut Result<T, E>;
}
