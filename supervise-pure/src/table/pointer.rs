//! `Box`, `Rc`, `Arc`, `Cow`. How often something is shared is not told.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use supervise_macros::trust_pure;

use crate::{PureClone, PureToOwned};

/// What `make_mut` may clone: std's bound can't be named.
pub trait PureMakeMut {
    /// The value, no longer shared.
    fn make_rc_mut(this: &mut Rc<Self>) -> &mut Self;
    /// The value, no longer shared.
    fn make_arc_mut(this: &mut Arc<Self>) -> &mut Self;
}

macro_rules! make_mut {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        $(
            impl<$($generics)*> PureMakeMut for $ty {
                #[inline(always)]
                fn make_rc_mut(this: &mut Rc<Self>) -> &mut Self {
                    Rc::make_mut(this)
                }
                #[inline(always)]
                fn make_arc_mut(this: &mut Arc<Self>) -> &mut Self {
                    Arc::make_mut(this)
                }
            }
        )*
    };
}
make_mut! {
    [T: PureClone] T;
    [T: PureClone] [T];
    [] str;
}

trust_pure! {
    impl<T> Box<T> {
        fn new(x: T) -> Box<T>;
    }
    impl<T> Rc<T> {
        fn new(value: T) -> Rc<T>;
        fn unwrap_or_clone(this: Rc<T>) -> T where T: PureClone;
    }
    impl<S: ?Sized + PureMakeMut> Rc<S> {
        fn make_mut(this: &mut Rc<S>) -> &mut S { S::make_rc_mut(this) }
    }
    impl<T> Arc<T> {
        fn new(data: T) -> Arc<T>;
        fn unwrap_or_clone(this: Arc<T>) -> T where T: PureClone;
    }
    impl<S: ?Sized + PureMakeMut> Arc<S> {
        fn make_mut(this: &mut Arc<S>) -> &mut S { S::make_arc_mut(this) }
    }
    impl<'a, B: ?Sized + PureToOwned> Cow<'a, B> {
        fn to_mut(&mut self) -> &mut B::Owned;
        fn into_owned(self) -> B::Owned;
    }
}
