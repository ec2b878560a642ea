//! Comparison and hashing.

use std::hash::{BuildHasher, Hash, Hasher};

/// Its `==` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "the comparison of `{Self}` with `{R}` is not marked pure",
    label = "compared here",
    note = "put `#[pure]` above `#[derive(PartialEq)]`, or on the `impl PartialEq`"
)]
pub trait PurePartialEq<R: ?Sized = Self>: PartialEq<R> {}

/// Its `==` is pure, and an equivalence.
#[diagnostic::on_unimplemented(
    message = "the `Eq` of `{Self}` is not marked pure",
    label = "compared here",
    note = "put `#[pure]` above `#[derive(PartialEq, Eq)]`, or on the impls"
)]
pub trait PureEq: Eq + PurePartialEq {}

/// Its `<` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "the order of `{Self}` and `{R}` is not marked pure",
    label = "compared here",
    note = "put `#[pure]` above `#[derive(PartialOrd)]`, or on the `impl PartialOrd`"
)]
pub trait PurePartialOrd<R: ?Sized = Self>: PartialOrd<R> {}

/// Its order is pure.
#[diagnostic::on_unimplemented(
    message = "the order of `{Self}` is not marked pure",
    label = "put in order here",
    note = "put `#[pure]` above `#[derive(PartialEq, Eq, PartialOrd, Ord)]`, or on the impls"
)]
pub trait PureOrd: Ord + PureEq + PurePartialOrd {}

/// Its `Hash` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Hash` of `{Self}` is not marked pure",
    label = "hashed here",
    note = "put `#[pure]` above `#[derive(Hash)]`, or on the `impl Hash`"
)]
pub trait PureHash: Hash {}

/// A hasher that is pure.
#[diagnostic::on_unimplemented(message = "the hasher `{Self}` is not marked pure")]
pub trait PureHasher: Hasher {}

/// What makes hashers, purely.
#[diagnostic::on_unimplemented(message = "the hashers of `{Self}` are not marked pure")]
pub trait PureBuildHasher: BuildHasher<Hasher: PureHasher> {}
