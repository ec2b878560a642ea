//! The methods of iterators.

use std::cmp::Ordering;
use std::iter::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect,
    Map, MapWhile, Peekable, Rev, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile, Zip,
};
use std::ops::ControlFlow;

use supervise_macros::trust_pure;

use crate::{
    PureClone, PureDefault, PureDoubleEndedIterator, PureExactSizeIterator, PureExtend,
    PureFromIterator, PureIntoIterator, PureIterator, PureOrd, PurePartialEq, PurePartialOrd,
    PureProduct, PureSum,
};

/// What `try_fold` and `try_for_each` may return: their bound in std can't be named.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be returned by a step of a fold in pure code",
    label = "no `Option`, `Result`, or `ControlFlow`"
)]
pub trait PureAttempt: Sized {
    /// What the fold goes on with.
    type Output;
    /// Folds from the front.
    fn fold<I, F>(iter: &mut I, init: Self::Output, f: F) -> Self
    where
        I: Iterator,
        F: FnMut(Self::Output, I::Item) -> Self;
    /// Folds from the back.
    fn rfold<I, F>(iter: &mut I, init: Self::Output, f: F) -> Self
    where
        I: DoubleEndedIterator,
        F: FnMut(Self::Output, I::Item) -> Self;
}

macro_rules! attempt {
    ($($ty:ty => $output:ident <$($param:ident),+>;)*) => {
        $(
            impl<$($param),+> PureAttempt for $ty {
                type Output = $output;
                #[inline(always)]
                fn fold<I, F>(iter: &mut I, init: $output, f: F) -> Self
                where
                    I: Iterator,
                    F: FnMut($output, I::Item) -> Self,
                {
                    iter.try_fold(init, f)
                }
                #[inline(always)]
                fn rfold<I, F>(iter: &mut I, init: $output, f: F) -> Self
                where
                    I: DoubleEndedIterator,
                    F: FnMut($output, I::Item) -> Self,
                {
                    iter.try_rfold(init, f)
                }
            }
        )*
    };
}
attempt! {
    Option<T> => T<T>;
    Result<T, E> => T<T, E>;
    ControlFlow<B, C> => C<B, C>;
}

trust_pure! {
    impl<I: PureIterator> I {
        fn next(&mut self) -> Option<I::Item>;
        fn size_hint(&self) -> (usize, Option<usize>);
        fn count(self) -> usize;
        fn last(self) -> Option<I::Item>;
        fn nth(&mut self, n: usize) -> Option<I::Item>;
        fn step_by(self, step: usize) -> StepBy<I>;
        fn chain<U: PureIntoIterator<Item = I::Item>>(self, other: U) -> Chain<I, U::IntoIter>;
        fn zip<U: PureIntoIterator>(self, other: U) -> Zip<I, U::IntoIter>;
        fn map<B, F: FnMut(I::Item) -> B>(self, f: F) -> Map<I, F>;
        fn for_each<F: FnMut(I::Item)>(self, f: F);
        fn filter<P: FnMut(&I::Item) -> bool>(self, predicate: P) -> Filter<I, P>;
        fn filter_map<B, F: FnMut(I::Item) -> Option<B>>(self, f: F) -> FilterMap<I, F>;
        fn enumerate(self) -> Enumerate<I>;
        fn peekable(self) -> Peekable<I>;
        fn skip_while<P: FnMut(&I::Item) -> bool>(self, predicate: P) -> SkipWhile<I, P>;
        fn take_while<P: FnMut(&I::Item) -> bool>(self, predicate: P) -> TakeWhile<I, P>;
        fn map_while<B, P: FnMut(I::Item) -> Option<B>>(self, predicate: P) -> MapWhile<I, P>;
        fn skip(self, n: usize) -> Skip<I>;
        fn take(self, n: usize) -> Take<I>;
        fn scan<St, B, F>(self, initial_state: St, f: F) -> Scan<I, St, F>
        where F: FnMut(&mut St, I::Item) -> Option<B>;
        fn flat_map<U: PureIntoIterator, F: FnMut(I::Item) -> U>(self, f: F) -> FlatMap<I, U, F>;
        fn flatten(self) -> Flatten<I> where I::Item: PureIntoIterator;
        fn fuse(self) -> Fuse<I>;
        fn inspect<F: FnMut(&I::Item)>(self, f: F) -> Inspect<I, F>;
        fn by_ref(&mut self) -> &mut I;
        fn collect<B: PureFromIterator<I::Item>>(self) -> B;
        fn partition<B, F>(self, f: F) -> (B, B)
        where B: PureDefault + PureExtend<I::Item>, F: FnMut(&I::Item) -> bool;
        fn try_fold<B, F, R>(&mut self, init: B, f: F) -> R
        where F: FnMut(B, I::Item) -> R, R: PureAttempt<Output = B>
        {
            R::fold(self, init, f)
        }
        fn try_for_each<F, R>(&mut self, mut f: F) -> R
        where F: FnMut(I::Item) -> R, R: PureAttempt<Output = ()>
        {
            R::fold(self, (), |(), item| f(item))
        }
        fn fold<B, F: FnMut(B, I::Item) -> B>(self, init: B, f: F) -> B;
        fn reduce<F: FnMut(I::Item, I::Item) -> I::Item>(self, f: F) -> Option<I::Item>;
        fn all<F: FnMut(I::Item) -> bool>(&mut self, f: F) -> bool;
        fn any<F: FnMut(I::Item) -> bool>(&mut self, f: F) -> bool;
        fn find<P: FnMut(&I::Item) -> bool>(&mut self, predicate: P) -> Option<I::Item>;
        fn find_map<B, F: FnMut(I::Item) -> Option<B>>(&mut self, f: F) -> Option<B>;
        fn position<P: FnMut(I::Item) -> bool>(&mut self, predicate: P) -> Option<usize>;
        fn rposition<P: FnMut(I::Item) -> bool>(&mut self, predicate: P) -> Option<usize>
        where I: PureExactSizeIterator + PureDoubleEndedIterator;
        fn max(self) -> Option<I::Item> where I::Item: PureOrd;
        fn min(self) -> Option<I::Item> where I::Item: PureOrd;
        fn max_by_key<B: PureOrd, F: FnMut(&I::Item) -> B>(self, f: F) -> Option<I::Item>;
        fn max_by<F: FnMut(&I::Item, &I::Item) -> Ordering>(self, compare: F) -> Option<I::Item>;
        fn min_by_key<B: PureOrd, F: FnMut(&I::Item) -> B>(self, f: F) -> Option<I::Item>;
        fn min_by<F: FnMut(&I::Item, &I::Item) -> Ordering>(self, compare: F) -> Option<I::Item>;
        fn rev(self) -> Rev<I> where I: PureDoubleEndedIterator;
        fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB)
        where
            FromA: PureDefault + PureExtend<A>,
            FromB: PureDefault + PureExtend<B>,
            I: Iterator<Item = (A, B)>;
        fn copied<'a, T: 'a + Copy>(self) -> Copied<I> where I: Iterator<Item = &'a T>;
        fn cloned<'a, T: 'a + PureClone>(self) -> Cloned<I> where I: Iterator<Item = &'a T>;
        fn cycle(self) -> Cycle<I> where I: PureClone;
        fn sum<S: PureSum<I::Item>>(self) -> S;
        fn product<P: PureProduct<I::Item>>(self) -> P;
        fn cmp<J>(self, other: J) -> Ordering
        where J: PureIntoIterator<Item = I::Item>, I::Item: PureOrd;
        fn partial_cmp<J>(self, other: J) -> Option<Ordering>
        where J: PureIntoIterator, I::Item: PurePartialOrd<J::Item>;
        fn eq<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialEq<J::Item>;
        fn ne<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialEq<J::Item>;
        fn lt<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialOrd<J::Item>;
        fn le<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialOrd<J::Item>;
        fn gt<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialOrd<J::Item>;
        fn ge<J>(self, other: J) -> bool
        where J: PureIntoIterator, I::Item: PurePartialOrd<J::Item>;
        fn is_sorted(self) -> bool where I::Item: PurePartialOrd;
        fn is_sorted_by<F: FnMut(&I::Item, &I::Item) -> bool>(self, compare: F) -> bool;
        fn is_sorted_by_key<F, K>(self, f: F) -> bool
        where F: FnMut(I::Item) -> K, K: PurePartialOrd;
    }

    impl<'a, T> dyn PureIterator<Item = T> + 'a {
        fn next(&mut self) -> Option<T>;
        fn size_hint(&self) -> (usize, Option<usize>);
        fn nth(&mut self, n: usize) -> Option<T>;
    }

    impl<D: PureDoubleEndedIterator> D {
        fn next_back(&mut self) -> Option<D::Item>;
        fn nth_back(&mut self, n: usize) -> Option<D::Item>;
        fn try_rfold<B, F, R>(&mut self, init: B, f: F) -> R
        where F: FnMut(B, D::Item) -> R, R: PureAttempt<Output = B>
        {
            R::rfold(self, init, f)
        }
        fn rfold<B, F: FnMut(B, D::Item) -> B>(self, init: B, f: F) -> B;
        fn rfind<P: FnMut(&D::Item) -> bool>(&mut self, predicate: P) -> Option<D::Item>;
    }

    impl<X: PureExactSizeIterator> X {
        fn len(&self) -> usize;
    }

    impl<C: PureIntoIterator> C {
        fn into_iter(self) -> C::IntoIter;
    }

    impl<A, C: PureExtend<A>> C {
        fn extend<T: PureIntoIterator<Item = A>>(&mut self, iter: T);
    }

    impl<A, C: PureFromIterator<A>> C {
        fn from_iter<T: PureIntoIterator<Item = A>>(iter: T) -> C;
    }

    impl<I: PureIterator> Peekable<I> {
        fn peek(&mut self) -> Option<&I::Item>;
        fn peek_mut(&mut self) -> Option<&mut I::Item>;
        fn next_if(&mut self, func: impl FnOnce(&I::Item) -> bool) -> Option<I::Item>;
        fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item>
        where I::Item: PurePartialEq<T>;
    }
}
