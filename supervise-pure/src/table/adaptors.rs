//! Iterators made of iterators: pure if those are.

use std::iter::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect,
    Map, MapWhile, Peekable, Rev, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile, Zip,
};

use crate::{
    PureClone, PureDoubleEndedIterator, PureExactSizeIterator, PureIntoIterator, PureIterator,
};

impl<I: PureIterator + ?Sized> PureIterator for &mut I {}
impl<I: PureDoubleEndedIterator + ?Sized> PureDoubleEndedIterator for &mut I {}
impl<I: PureExactSizeIterator + ?Sized> PureExactSizeIterator for &mut I {}

impl<I: PureIterator + ?Sized> PureIterator for Box<I> {}
impl<I: PureDoubleEndedIterator + ?Sized> PureDoubleEndedIterator for Box<I> {}
impl<I: PureExactSizeIterator + ?Sized> PureExactSizeIterator for Box<I> {}

impl<I: PureIterator, B, F: FnMut(I::Item) -> B> PureIterator for Map<I, F> {}
impl<I: PureDoubleEndedIterator, B, F: FnMut(I::Item) -> B> PureDoubleEndedIterator for Map<I, F> {}
impl<I: PureExactSizeIterator, B, F: FnMut(I::Item) -> B> PureExactSizeIterator for Map<I, F> {}

impl<I: PureIterator, P: FnMut(&I::Item) -> bool> PureIterator for Filter<I, P> {}
impl<I: PureDoubleEndedIterator, P: FnMut(&I::Item) -> bool> PureDoubleEndedIterator
    for Filter<I, P>
{
}

impl<I: PureIterator, B, F: FnMut(I::Item) -> Option<B>> PureIterator for FilterMap<I, F> {}
impl<I: PureDoubleEndedIterator, B, F: FnMut(I::Item) -> Option<B>> PureDoubleEndedIterator
    for FilterMap<I, F>
{
}

impl<I: PureIterator, F: FnMut(&I::Item)> PureIterator for Inspect<I, F> {}
impl<I: PureDoubleEndedIterator, F: FnMut(&I::Item)> PureDoubleEndedIterator for Inspect<I, F> {}
impl<I: PureExactSizeIterator, F: FnMut(&I::Item)> PureExactSizeIterator for Inspect<I, F> {}

impl<I: PureIterator, P: FnMut(&I::Item) -> bool> PureIterator for SkipWhile<I, P> {}

impl<I: PureIterator, P: FnMut(&I::Item) -> bool> PureIterator for TakeWhile<I, P> {}

impl<I: PureIterator, B, P: FnMut(I::Item) -> Option<B>> PureIterator for MapWhile<I, P> {}

impl<I: PureIterator, St, B, F: FnMut(&mut St, I::Item) -> Option<B>> PureIterator
    for Scan<I, St, F>
{
}

impl<I: PureIterator> PureIterator for Enumerate<I> {}
impl<I: PureDoubleEndedIterator + PureExactSizeIterator> PureDoubleEndedIterator for Enumerate<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for Enumerate<I> {}

impl<I: PureIterator> PureIterator for Skip<I> {}
impl<I: PureDoubleEndedIterator + PureExactSizeIterator> PureDoubleEndedIterator for Skip<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for Skip<I> {}

impl<I: PureIterator> PureIterator for Take<I> {}
impl<I: PureDoubleEndedIterator + PureExactSizeIterator> PureDoubleEndedIterator for Take<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for Take<I> {}

impl<I: PureIterator> PureIterator for StepBy<I> {}
impl<I: PureDoubleEndedIterator + PureExactSizeIterator> PureDoubleEndedIterator for StepBy<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for StepBy<I> {}

impl<I: PureIterator> PureIterator for Peekable<I> {}
impl<I: PureDoubleEndedIterator> PureDoubleEndedIterator for Peekable<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for Peekable<I> {}

impl<I: PureIterator> PureIterator for Fuse<I> {}
impl<I: PureDoubleEndedIterator> PureDoubleEndedIterator for Fuse<I> {}
impl<I: PureExactSizeIterator> PureExactSizeIterator for Fuse<I> {}

impl<I: PureDoubleEndedIterator> PureIterator for Rev<I> {}
impl<I: PureDoubleEndedIterator> PureDoubleEndedIterator for Rev<I> {}
impl<I: PureDoubleEndedIterator + PureExactSizeIterator> PureExactSizeIterator for Rev<I> {}

impl<'a, T: 'a + Copy, I: PureIterator<Item = &'a T>> PureIterator for Copied<I> {}
impl<'a, T: 'a + Copy, I: PureDoubleEndedIterator<Item = &'a T>> PureDoubleEndedIterator
    for Copied<I>
{
}
impl<'a, T: 'a + Copy, I: PureExactSizeIterator<Item = &'a T>> PureExactSizeIterator for Copied<I> {}

impl<'a, T: 'a + PureClone, I: PureIterator<Item = &'a T>> PureIterator for Cloned<I> {}
impl<'a, T: 'a + PureClone, I: PureDoubleEndedIterator<Item = &'a T>> PureDoubleEndedIterator
    for Cloned<I>
{
}
impl<'a, T: 'a + PureClone, I: PureExactSizeIterator<Item = &'a T>> PureExactSizeIterator
    for Cloned<I>
{
}

impl<I: PureIterator + PureClone> PureIterator for Cycle<I> {}

impl<A: PureIterator, B: PureIterator<Item = A::Item>> PureIterator for Chain<A, B> {}
impl<A: PureDoubleEndedIterator, B: PureDoubleEndedIterator<Item = A::Item>> PureDoubleEndedIterator
    for Chain<A, B>
{
}

impl<A: PureIterator, B: PureIterator> PureIterator for Zip<A, B> {}
impl<
    A: PureDoubleEndedIterator + PureExactSizeIterator,
    B: PureDoubleEndedIterator + PureExactSizeIterator,
> PureDoubleEndedIterator for Zip<A, B>
{
}
impl<A: PureExactSizeIterator, B: PureExactSizeIterator> PureExactSizeIterator for Zip<A, B> {}

impl<I: PureIterator, U: PureIntoIterator, F: FnMut(I::Item) -> U> PureIterator
    for FlatMap<I, U, F>
{
}
impl<
    I: PureDoubleEndedIterator,
    U: PureIntoIterator<IntoIter: PureDoubleEndedIterator>,
    F: FnMut(I::Item) -> U,
> PureDoubleEndedIterator for FlatMap<I, U, F>
{
}

impl<I: PureIterator<Item: PureIntoIterator>> PureIterator for Flatten<I> {}
impl<I: PureDoubleEndedIterator<Item: PureIntoIterator<IntoIter: PureDoubleEndedIterator>>>
    PureDoubleEndedIterator for Flatten<I>
{
}

impl<I: PureClone> PureClone for Enumerate<I> {}
impl<I: PureClone> PureClone for Skip<I> {}
impl<I: PureClone> PureClone for Take<I> {}
impl<I: PureClone> PureClone for StepBy<I> {}
impl<I: PureClone> PureClone for Fuse<I> {}
impl<I: PureClone> PureClone for Rev<I> {}
impl<I: PureClone> PureClone for Copied<I> {}
impl<I: PureClone> PureClone for Cloned<I> {}
impl<I: PureClone> PureClone for Cycle<I> {}
impl<A: PureClone, B: PureClone> PureClone for Chain<A, B> {}
impl<A: PureClone, B: PureClone> PureClone for Zip<A, B> {}
impl<I: PureIterator<Item: PureClone> + PureClone> PureClone for Peekable<I> {}
