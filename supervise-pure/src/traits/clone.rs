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

/// What `as` may convert: numbers, `bool`, `char`, and enums without fields. A pointer's or a
/// function's address is not the same in the next run.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be cast in pure code",
    label = "only numbers, `bool`, `char`, and enums without fields are cast",
    note = "an address is not the same in every run; for an enum of your own, put `#[pure]` on it"
)]
pub trait Castable {}
