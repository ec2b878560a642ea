//! Inert data.

use crate::Seal;

/// Data that does nothing on its own: dropping, moving and copying it has no side effect, and
/// nothing in it can be changed through a shared reference.
///
/// `#[pure]` on a struct or an enum implements it, when all fields are `Pure`. It is what the
/// parameters, results, constants and fields of pure code are made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not pure data",
    label = "not pure data",
    note = "put `#[pure]` on its declaration; for a type of another crate, wrap it: `#[pure] struct Wrapper(#[trust_pure = \"why\"] {Self})`"
)]
pub trait Pure {
    /// No type is `Pure` because somebody says so: `#[pure]` on its declaration writes this.
    #[doc(hidden)]
    fn every_type_must_be_marked_pure(&self) -> Seal;
}

/// A struct or an enum whose declaration was marked, or that std's table has: making one, and
/// dropping it, runs nothing unseen. Its type parameters may be closures, so it may not be [`Pure`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not marked pure",
    label = "not marked pure",
    note = "put `#[pure]` on its declaration"
)]
pub trait Marked {}

/// An object of std's that may stand in a signature, though nobody knows what is in it: an error, or an
/// iterator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not std's object of that name",
    label = "an object of another trait",
    note = "in pure code an object is a closure, or std's `dyn Error` or `dyn Iterator`; write `impl Trait` or a type parameter for your own pure trait"
)]
pub trait StdObject {}

macro_rules! std_objects {
    ($($generics:tt ($($object:tt)*);)*) => {
        $(std_objects!(@ $generics ($($object)*));)*
    };
    (@ $generics:tt ($($object:tt)*)) => {
        std_objects!(= $generics (dyn $($object)* + '_));
        std_objects!(= $generics (dyn $($object)* + Send + '_));
        std_objects!(= $generics (dyn $($object)* + Sync + '_));
        std_objects!(= $generics (dyn $($object)* + Send + Sync + '_));
    };
    (= ($($generics:tt)*) ($object:ty)) => {
        impl $($generics)* StdObject for $object {}
    };
}

std_objects! {
    () (std::error::Error);
    (<T>) (Iterator<Item = T>);
    (<T>) (DoubleEndedIterator<Item = T>);
    (<T>) (ExactSizeIterator<Item = T>);
}

/// Marks a type of generated code as inert data that can be cloned, compared, and shown.
#[doc(hidden)]
#[macro_export]
macro_rules! inert {
    (($($generics:tt)*) ($($ty:tt)*) ($($clause:tt)*)) => {
        $crate::inert!(@ ($($generics)*) ($($ty)*) ($($clause)*)
            Pure Marked PureClone PurePartialEq PureEq PureHash PureDebug);
    };
    (@ $generics:tt $ty:tt $clause:tt $($mark:ident)*) => {
        $($crate::inert!(= $mark $generics $ty $clause);)*
    };
    (= Pure ($($generics:tt)*) ($($ty:tt)*) ($($clause:tt)*)) => {
        impl $($generics)* $crate::Pure for $($ty)* $($clause)* {
            fn every_type_must_be_marked_pure(&self) -> $crate::Seal { $crate::Seal }
        }
    };
    (= $mark:ident ($($generics:tt)*) ($($ty:tt)*) ($($clause:tt)*)) => {
        impl $($generics)* $crate::$mark for $($ty)* $($clause)* {}
    };
}
