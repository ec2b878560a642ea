//! What code of std hands to pure code.

use crate::PureIterator;

/// `FromIterator::from_iter`, `Extend::extend`, and `Sum::sum` are told nothing of their iterator. Those
/// who call them in pure code have a pure one; so the body may take its iterator for one.
#[derive(Clone, Debug)]
pub struct Given<I>(I);

/// The iterator of `values`, taken for a pure one.
#[inline(always)]
pub fn given<I: IntoIterator>(values: I) -> Given<I::IntoIter> {
    Given(values.into_iter())
}

impl<I: Iterator> PureIterator for Given<I> {}

impl<I: Iterator> Iterator for Given<I> {
    type Item = I::Item;

    #[inline(always)]
    fn next(&mut self) -> Option<I::Item> {
        self.0.next()
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, I::Item) -> B>(self, init: B, f: F) -> B {
        self.0.fold(init, f)
    }
}
