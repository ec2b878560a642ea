//! Conversions.

use std::borrow::Borrow;
use std::error::Error;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use crate::{PureDebug, PureDisplay};

/// Its `From<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the conversion of `{T}` to `{Self}` is not marked pure",
    label = "converted here",
    note = "put `#[pure]` on the `impl From<{T}> for {Self}`"
)]
pub trait PureFrom<T>: From<T> {}

/// Its `Into<T>` is pure: that is so when the `From` is.
#[diagnostic::on_unimplemented(
    message = "the conversion of `{Self}` to `{T}` is not marked pure",
    label = "converted here",
    note = "put `#[pure]` on the `impl From<{Self}> for {T}`"
)]
pub trait PureInto<T>: Into<T> {}

impl<T, U: PureFrom<T>> PureInto<U> for T {}

/// Its `TryFrom<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the conversion of `{T}` to `{Self}` is not marked pure",
    label = "converted here",
    note = "put `#[pure]` on the `impl TryFrom<{T}> for {Self}`"
)]
pub trait PureTryFrom<T>: TryFrom<T> {}

/// Its `TryInto<T>` is pure: that is so when the `TryFrom` is.
#[diagnostic::on_unimplemented(
    message = "the conversion of `{Self}` to `{T}` is not marked pure",
    label = "converted here",
    note = "put `#[pure]` on the `impl TryFrom<{Self}> for {T}`"
)]
pub trait PureTryInto<T>: TryInto<T> {}

/// Its `FromStr` is pure.
#[diagnostic::on_unimplemented(
    message = "the `FromStr` of `{Self}` is not marked pure",
    label = "parsed here",
    note = "put `#[pure]` on the `impl FromStr for {Self}`"
)]
pub trait PureFromStr: FromStr {}

/// Its `AsRef<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `AsRef<{T}>` of `{Self}` is not marked pure",
    label = "borrowed here",
    note = "put `#[pure]` on the `impl AsRef<{T}> for {Self}`"
)]
pub trait PureAsRef<T: ?Sized>: AsRef<T> {}

/// Its `AsMut<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `AsMut<{T}>` of `{Self}` is not marked pure",
    label = "borrowed here",
    note = "put `#[pure]` on the `impl AsMut<{T}> for {Self}`"
)]
pub trait PureAsMut<T: ?Sized>: AsMut<T> {}

/// Its `Borrow<T>` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Borrow<{T}>` of `{Self}` is not marked pure",
    label = "looked up by this",
    note = "put `#[pure]` on the `impl Borrow<{T}> for {Self}`"
)]
pub trait PureBorrow<T: ?Sized>: Borrow<T> {}

/// Its `Deref` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Deref` of `{Self}` is not marked pure",
    label = "not marked pure",
    note = "put `#[pure]` on the `impl Deref for {Self}`"
)]
pub trait PureDeref: Deref {}

/// Its `DerefMut` is pure.
#[diagnostic::on_unimplemented(
    message = "the `DerefMut` of `{Self}` is not marked pure",
    label = "not marked pure",
    note = "put `#[pure]` on the `impl DerefMut for {Self}`"
)]
pub trait PureDerefMut: DerefMut {}

/// Its `Error` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Error` of `{Self}` is not marked pure",
    label = "not marked pure",
    note = "put `#[pure]` on the `impl Error for {Self}`"
)]
pub trait PureError: Error + PureDebug + PureDisplay {}
