//! Operators.
//!
//! Without std's trait as a supertrait: `String + &String` compiles because rustc makes a `&str` of
//! it, and is pure all the same.

/// Its `+` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} + {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Add<{R}> for {Self}`"
)]
pub trait PureAdd<R = Self> {}

/// Its `+=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} += {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl AddAssign<{R}> for {Self}`"
)]
pub trait PureAddAssign<R = Self> {}

/// Its `-` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} - {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Sub<{R}> for {Self}`"
)]
pub trait PureSub<R = Self> {}

/// Its `-=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} -= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl SubAssign<{R}> for {Self}`"
)]
pub trait PureSubAssign<R = Self> {}

/// Its `*` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} * {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Mul<{R}> for {Self}`"
)]
pub trait PureMul<R = Self> {}

/// Its `*=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} *= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl MulAssign<{R}> for {Self}`"
)]
pub trait PureMulAssign<R = Self> {}

/// Its `/` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} / {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Div<{R}> for {Self}`"
)]
pub trait PureDiv<R = Self> {}

/// Its `/=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} /= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl DivAssign<{R}> for {Self}`"
)]
pub trait PureDivAssign<R = Self> {}

/// Its `%` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} % {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Rem<{R}> for {Self}`"
)]
pub trait PureRem<R = Self> {}

/// Its `%=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} %= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl RemAssign<{R}> for {Self}`"
)]
pub trait PureRemAssign<R = Self> {}

/// Its `&` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} & {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitAnd<{R}> for {Self}`"
)]
pub trait PureBitAnd<R = Self> {}

/// Its `&=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} &= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitAndAssign<{R}> for {Self}`"
)]
pub trait PureBitAndAssign<R = Self> {}

/// Its `|` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} | {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitOr<{R}> for {Self}`"
)]
pub trait PureBitOr<R = Self> {}

/// Its `|=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} |= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitOrAssign<{R}> for {Self}`"
)]
pub trait PureBitOrAssign<R = Self> {}

/// Its `^` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} ^ {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitXor<{R}> for {Self}`"
)]
pub trait PureBitXor<R = Self> {}

/// Its `^=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} ^= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl BitXorAssign<{R}> for {Self}`"
)]
pub trait PureBitXorAssign<R = Self> {}

/// Its `<<` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} << {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Shl<{R}> for {Self}`"
)]
pub trait PureShl<R = Self> {}

/// Its `<<=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} <<= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl ShlAssign<{R}> for {Self}`"
)]
pub trait PureShlAssign<R = Self> {}

/// Its `>>` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} >> {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Shr<{R}> for {Self}`"
)]
pub trait PureShr<R = Self> {}

/// Its `>>=` with an `R` is pure.
#[diagnostic::on_unimplemented(
    message = "`{Self} >>= {R}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl ShrAssign<{R}> for {Self}`"
)]
pub trait PureShrAssign<R = Self> {}

/// Its `-` is pure.
#[diagnostic::on_unimplemented(
    message = "`-` of `{Self}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Neg for {Self}`"
)]
pub trait PureNeg {}

/// Its `!` is pure.
#[diagnostic::on_unimplemented(
    message = "`!` of `{Self}` is not marked pure",
    label = "used here",
    note = "put `#[pure]` on the `impl Not for {Self}`"
)]
pub trait PureNot {}
