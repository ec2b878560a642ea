//! `Clone`, `Default`, and what is like them.

/// Its `Clone` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Clone` of `{Self}` is not marked pure",
    label = "cloned here",
    note = "put `#[pure]` above `#[derive(Clone)]`, or on the `impl Clone`"
)]
pub trait PureClone: Clone {}

/// Its `Default` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Default` of `{Self}` is not marked pure",
    label = "made by default here",
    note = "put `#[pure]` above `#[derive(Default)]`, or on the `impl Default`"
)]
pub trait PureDefault: Default {}

/// Its `ToOwned` is pure.
#[diagnostic::on_unimplemented(
    message = "the `ToOwned` of `{Self}` is not marked pure",
    label = "made owned here"
)]
pub trait PureToOwned: ToOwned {}

/// What a `Cow` may lend: `str`, slices, and what is cloned, whose `Borrow` is std's own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't stand in a `Cow` in pure code",
    label = "the `Borrow` of what it owns could do anything",
    note = "a `Cow` of pure code has `str`, a slice, or what is `Clone` by a marked `Clone`"
)]
pub trait PureLent: ToOwned {}

/// What `as` may convert: numbers, `bool`, `char`, and enums without fields. A pointer's or a
/// function's address is not the same in the next run.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be cast in pure code",
    label = "only numbers, `bool`, `char`, and enums without fields are cast",
    note = "an address is not the same in every run; for an enum of your own, put `#[pure]` on it"
)]
pub trait Castable {}
