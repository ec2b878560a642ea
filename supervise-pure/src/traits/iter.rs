//! Iteration.

use std::iter::{DoubleEndedIterator, ExactSizeIterator, FromIterator, Product, Sum};

/// An iterator that is pure: those of std over pure collections, and those marked `#[pure]`.
#[diagnostic::on_unimplemented(
    message = "the iterator `{Self}` is not marked pure",
    label = "gone through here",
    note = "put `#[pure]` on the `impl Iterator for {Self}`; what goes through a hash map shows its random order: use a `BTreeMap`, or `pure::sorted(&map)`"
)]
pub trait PureIterator: Iterator {}

/// Its `DoubleEndedIterator` is pure.
#[diagnostic::on_unimplemented(
    message = "the `DoubleEndedIterator` of `{Self}` is not marked pure",
    label = "gone through here"
)]
pub trait PureDoubleEndedIterator: DoubleEndedIterator + PureIterator {}

/// Its `ExactSizeIterator` is pure.
#[diagnostic::on_unimplemented(
    message = "the `ExactSizeIterator` of `{Self}` is not marked pure",
    label = "measured here"
)]
pub trait PureExactSizeIterator: ExactSizeIterator + PureIterator {}

/// Its `IntoIterator` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be gone through in pure code",
    label = "gone through here",
    note = "put `#[pure]` on the `impl IntoIterator for {Self}`; a hash map shows its random order: use a `BTreeMap`, or `pure::sorted(&map)`"
)]
pub trait PureIntoIterator: IntoIterator<IntoIter: PureIterator> {}

impl<I: PureIterator> PureIntoIterator for I {}

/// Its `FromIterator<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `FromIterator<{T}>` of `{Self}` is not marked pure",
    label = "collected here",
    note = "put `#[pure]` on the `impl FromIterator<{T}> for {Self}`"
)]
pub trait PureFromIterator<T>: FromIterator<T> {}

/// Its `Extend<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Extend<{T}>` of `{Self}` is not marked pure",
    label = "extended here",
    note = "put `#[pure]` on the `impl Extend<{T}> for {Self}`"
)]
pub trait PureExtend<T>: Extend<T> {}

/// Its `Sum<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Sum<{T}>` of `{Self}` is not marked pure",
    label = "summed up here",
    note = "put `#[pure]` on the `impl Sum<{T}> for {Self}`"
)]
pub trait PureSum<T = Self>: Sum<T> {}

/// Its `Product<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Product<{T}>` of `{Self}` is not marked pure",
    label = "multiplied here",
    note = "put `#[pure]` on the `impl Product<{T}> for {Self}`"
)]
pub trait PureProduct<T = Self>: Product<T> {}
