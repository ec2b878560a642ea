//! Formatting.

use std::fmt;

/// Its `Display` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Display` of `{Self}` is not marked pure",
    label = "formatted here",
    note = "put `#[pure]` on the `impl Display for {Self}`"
)]
pub trait PureDisplay: fmt::Display {}

/// Its `Debug` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Debug` of `{Self}` is not marked pure",
    label = "formatted here",
    note = "put `#[pure]` above `#[derive(Debug)]`, or on the `impl Debug`; a hash map shows its random order: use a `BTreeMap`"
)]
pub trait PureDebug: fmt::Debug {}

/// Its `LowerHex` is pure.
#[diagnostic::on_unimplemented(
    message = "the `LowerHex` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureLowerHex: fmt::LowerHex {}

/// Its `UpperHex` is pure.
#[diagnostic::on_unimplemented(
    message = "the `UpperHex` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureUpperHex: fmt::UpperHex {}

/// Its `Octal` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Octal` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureOctal: fmt::Octal {}

/// Its `Binary` is pure.
#[diagnostic::on_unimplemented(
    message = "the `Binary` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureBinary: fmt::Binary {}

/// Its `LowerExp` is pure.
#[diagnostic::on_unimplemented(
    message = "the `LowerExp` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureLowerExp: fmt::LowerExp {}

/// Its `UpperExp` is pure.
#[diagnostic::on_unimplemented(
    message = "the `UpperExp` of `{Self}` is not marked pure",
    label = "formatted here"
)]
pub trait PureUpperExp: fmt::UpperExp {}

/// Something to write text to that is pure: a `String`, a `Formatter`.
#[diagnostic::on_unimplemented(
    message = "writing to `{Self}` is not marked pure",
    label = "written to here",
    note = "write to a `String`"
)]
pub trait PureWrite: fmt::Write {}
