//! Which data of the runtime pure code may hold: names, tokens, notices, and what is yet to be sent.
//! None of it does anything when it is dropped or copied.

use supervise_runtime::{
    Call, CallError, Cast, CastError, Down, Effect, Effects, Exit, ExitError, ExitReason, Init,
    Level, Meta, Monitor, Next, Open, Panic, Pid, Process, Reason, Token,
};

use crate::{
    Marked, Pure, PureClone, PureDebug, PureDisplay, PureEq, PureHash, PureOrd, PurePartialEq,
    PurePartialOrd, Seal,
};

macro_rules! marks {
    ($($ty:ty: $($mark:ident)*;)*) => {
        $(impl Pure for $ty { fn every_type_must_be_marked_pure(&self) -> Seal { Seal } } impl Marked for $ty {} $(impl $mark for $ty {})*)*
    };
}

marks! {
    Pid: PureClone PureDebug PureDisplay PurePartialEq PureEq PurePartialOrd PureOrd PureHash;
    Monitor: PureClone PureDebug PurePartialEq PureEq PurePartialOrd PureOrd PureHash;
    ExitReason: PureClone PureDebug PureDisplay;
    ExitError: PureClone PureDebug PureDisplay;
    Panic: PureClone PureDebug PureDisplay PurePartialEq PureEq;
    Exit: PureClone PureDebug;
    Down: PureClone PureDebug;
    CastError: PureClone PureDebug PureDisplay;
    Level: PureClone PureDebug PurePartialEq PureEq;
    Reason: PureClone PureDebug;
    Effect: PureClone PureDebug PurePartialEq;
    Effects:;
    Open:;
}

impl<E> Marked for CallError<E> {}
impl<E: Pure> Pure for CallError<E> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<E: PureClone> PureClone for CallError<E> {}
impl<E: PureDebug> PureDebug for CallError<E> {}
impl<E: PureDisplay> PureDisplay for CallError<E> {}

impl<R, E> Marked for Token<R, E> {}
impl<R, E> Pure for Token<R, E> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<R, E> PureClone for Token<R, E> {}
impl<R, E> PureDebug for Token<R, E> {}
impl<R, E> PurePartialEq for Token<R, E> {}
impl<R, E> PureEq for Token<R, E> {}
impl<R, E> PurePartialOrd for Token<R, E> {}
impl<R, E> PureOrd for Token<R, E> {}
impl<R, E> PureHash for Token<R, E> {}

impl<P: Process> Marked for Meta<P> {}
impl<P: Process> Pure for Meta<P> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<P: Process> PureClone for Meta<P> {}
impl<P: Process> PurePartialEq for Meta<P> {}
impl<P: Process> PureEq for Meta<P> {}

impl<S: Process, R> Marked for Next<S, R> {}
impl<S: Process + Pure, R: Pure> Pure for Next<S, R> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}

impl<P: Process> Marked for Init<P> {}
impl<P: Process + Pure> Pure for Init<P> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}

impl<P: Process, A: Pure> Pure for Cast<'_, P, A> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
impl<P: Process, A: Pure, R: Send + 'static, E: Send + 'static> Pure for Call<'_, P, A, R, E> {
    fn every_type_must_be_marked_pure(&self) -> Seal {
        Seal
    }
}
