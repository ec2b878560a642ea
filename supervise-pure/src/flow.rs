//! `?`: its conversion of errors is user code, so it goes through [`PureFrom`].

use std::convert::Infallible;
use std::ops::ControlFlow;

use crate::PureFrom;

/// What `?` may stand behind.
#[diagnostic::on_unimplemented(
    message = "`?` can't stand behind `{Self}` in pure code",
    label = "no `Option`, `Result`, or `ControlFlow`"
)]
pub trait PureTry {
    /// What it goes on with.
    type Output;
    /// What it returns with.
    type Residual;
    /// Tells which.
    fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
}

/// What may be returned by a `?` behind an `R`.
#[diagnostic::on_unimplemented(
    message = "`?` can't return from here: the error's conversion is not marked pure",
    label = "not converted to `{Self}` by pure code",
    note = "mark the conversion: `#[pure] impl From<..> for ..`, or use `map_err`"
)]
pub trait PureFromResidual<R> {
    /// Converts.
    fn from_residual(residual: R) -> Self;
}

/// The first half of `?`.
#[inline(always)]
pub fn branch<T: PureTry>(tried: T) -> ControlFlow<T::Residual, T::Output> {
    tried.branch()
}

/// The second half of `?`.
#[inline(always)]
pub fn from_residual<R, T: PureFromResidual<R>>(residual: R) -> T {
    T::from_residual(residual)
}

impl<T> PureTry for Option<T> {
    type Output = T;
    type Residual = Option<Infallible>;
    #[inline(always)]
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        match self {
            Some(value) => ControlFlow::Continue(value),
            None => ControlFlow::Break(None),
        }
    }
}

impl<T> PureFromResidual<Option<Infallible>> for Option<T> {
    #[inline(always)]
    fn from_residual(_: Option<Infallible>) -> Self {
        None
    }
}

impl<T, E> PureTry for Result<T, E> {
    type Output = T;
    type Residual = Result<Infallible, E>;
    #[inline(always)]
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        match self {
            Ok(value) => ControlFlow::Continue(value),
            Err(error) => ControlFlow::Break(Err(error)),
        }
    }
}

impl<T, E, F: PureFrom<E>> PureFromResidual<Result<Infallible, E>> for Result<T, F> {
    #[inline(always)]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Err(F::from(error)),
            Ok(never) => match never {},
        }
    }
}

impl<B, C> PureTry for ControlFlow<B, C> {
    type Output = C;
    type Residual = ControlFlow<B, Infallible>;
    #[inline(always)]
    fn branch(self) -> ControlFlow<Self::Residual, C> {
        match self {
            ControlFlow::Continue(value) => ControlFlow::Continue(value),
            ControlFlow::Break(value) => ControlFlow::Break(ControlFlow::Break(value)),
        }
    }
}

impl<B, C> PureFromResidual<ControlFlow<B, Infallible>> for ControlFlow<B, C> {
    #[inline(always)]
    fn from_residual(residual: ControlFlow<B, Infallible>) -> Self {
        match residual {
            ControlFlow::Break(value) => ControlFlow::Break(value),
            ControlFlow::Continue(never) => match never {},
        }
    }
}
