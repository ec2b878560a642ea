//! The twins of what pure code says to the runtime: all of it makes data.

use std::borrow::Cow;
use std::error::Error;
use std::time::{Duration, SystemTime};

use supervise_macros::trust_pure;
use supervise_runtime::{
    Call, CallError, Cast, Effect, Effects, ExitReason, Init, Level, Meta, Next, Pid, Process,
    Reason, Token,
};

use crate::PureInto;

trust_pure! {
    impl<S: Process> Next<S> {
        fn new(state: S) -> Self;
        fn reply<R>(self, reply: R) -> Next<S, R>;
        fn defer<R, E>(self, token: Token<R, E>) -> Next<S, R>;
        fn stop<R>(self, reason: ExitReason) -> Next<S, R>;
    }

    impl<S: Process, R> Next<S, R> {
        fn send<Q: Process, A>(self, cast: Cast<'_, Q, A>) -> Self;
        fn call<Q, A, T, E>(
            self,
            call: Call<'_, Q, A, T, E>,
            then: fn(Result<T, CallError<E>>) -> S::Message,
        ) -> Self
        where
            Q: Process,
            A: Send + 'static,
            T: Send + 'static,
            E: Send + 'static;
        fn after<Q: Process, A>(self, delay: Duration, cast: Cast<'_, Q, A>) -> Self;
        fn every<Q: Process, A: Clone + Send + 'static>(self, period: Duration, cast: Cast<'_, Q, A>) -> Self;
        fn answer<T: Send + 'static, E>(self, token: Token<T, E>, reply: T) -> Self;
        fn refuse<T, E: Send + 'static>(self, token: Token<T, E>, error: E) -> Self;
        fn log(self, level: Level, text: impl PureInto<Cow<'static, str>>) -> Self;
        fn timeout(self, after: impl PureInto<Option<Duration>>) -> Self;
        fn hibernate(self) -> Self;
        fn then<A>(self, cast: Cast<'_, S, A>) -> Self;
        fn then_stop(self, reason: ExitReason) -> Self;
        fn state(&self) -> &S;
        fn into_state(self) -> S;
        fn reply_ref(&self) -> Option<&R>;
        fn effects(&self) -> Vec<Effect>;
    }

    impl<P: Process> Init<P> {
        fn ok(state: P) -> Self;
        fn ignore() -> Self;
        fn stop(reason: ExitReason) -> Self;
        fn timeout(self, after: Duration) -> Self;
        fn then<A>(self, cast: Cast<'_, P, A>) -> Self;
    }

    impl<P: Process> Meta<P> {
        fn own(&self) -> &P::Handle;
        fn pid(&self) -> Pid;
        fn sender(&self) -> Option<Pid>;
        fn sequence(&self) -> u64;
        fn taken_at(&self) -> SystemTime;
        fn since_start(&self) -> Duration;
        fn token<R, E>(&self) -> Token<R, E>;
    }

    impl<R, E> Token<R, E> {
        fn sequence(&self) -> u64;
    }

    impl Reason {
        fn reason(&self) -> &ExitReason;
        fn is_clean(&self) -> bool;
    }

    impl ExitReason {
        fn error(error: impl PureInto<Box<dyn Error + Send + Sync>>) -> Self;
        fn is_normal(&self) -> bool;
        fn is_graceful(&self) -> bool;
    }

    impl Effects {
        fn new() -> Self;
        fn send<Q: Process, A>(self, cast: Cast<'_, Q, A>) -> Self;
        fn answer<R: Send + 'static, E>(self, token: Token<R, E>, reply: R) -> Self;
        fn refuse<R, E: Send + 'static>(self, token: Token<R, E>, error: E) -> Self;
        fn log(self, level: Level, text: impl PureInto<Cow<'static, str>>) -> Self;
    }

    impl<'a, P: Process, A> Cast<'a, P, A> {
        fn owned(self) -> Cast<'static, P, A>;
    }

    impl<'a, P: Process, A, R: Send + 'static, E: Send + 'static> Call<'a, P, A, R, E> {
        fn owned(self) -> Call<'static, P, A, R, E>;
    }
}
