//! A tree as the whole program.

use std::process::ExitCode;

use super::root::{Booting, Declared, Outcome, StartError};
use crate::exit::ExitReason;

/// Runs a tree until it ends by itself or by a signal, and says how that went.
///
/// | code | meaning |
/// |---|---|
/// | 0 | ended in order, also after SIGINT (ctrl-c) or SIGTERM |
/// | 1 | a child did not start |
/// | 2 | gave up: too many restarts, or another failure of the root |
/// | 3 | stopped, but a child had to be killed because its budget ran out, or could not be stopped |
///
/// A second signal ends the program at once with 128 + its number. A failed start and giving up
/// are also written to stderr, in one line.
///
/// A runtime that is dropped waits for a child that could not be stopped: use [`main`], or
/// `shutdown_background`.
///
/// # Panics
///
/// Outside a tokio runtime with its IO and time drivers.
pub async fn run<T: Declared>(params: T::Params) -> ExitCode {
    let (supervisor, _handle) = T::build(name_of::<T>(), params);
    let mut signals = match Signals::new() {
        Ok(signals) => signals,
        Err(error) => {
            complain(&format!("signals can't be had: {error}"));
            return ExitCode::from(1);
        }
    };
    let mut booting = match Booting::new(supervisor) {
        Ok(booting) => booting,
        Err(error) => return not_started(&error),
    };
    let mut signalled = false;
    match either(std::pin::pin!(booting.ready()), signals.next()).await {
        Either::Left(Ok(())) => {}
        // It has done its work, or was told to end, before all were up.
        Either::Left(Err(StartError::Ended(outcome))) => return code(&outcome),
        Either::Left(Err(error)) => return not_started(&error),
        // What was started is stopped in order, and is given its time for that.
        Either::Right(_) => signalled = true,
    }
    let root = &booting.root;
    if !signalled
        && let Either::Left(outcome) = either(std::pin::pin!(root.ended()), signals.next()).await
    {
        return code(&outcome);
    }
    root.supervisor().stop(ExitReason::Shutdown);
    match either(std::pin::pin!(root.ended()), signals.next()).await {
        Either::Left(outcome) if !signalled => code(&outcome),
        // It may have been ending already, because of a child that did not start.
        Either::Left(outcome) => match booting.ready().await {
            Err(error @ StartError::Child { .. }) => not_started(&error),
            _ => code(&outcome),
        },
        Either::Right(signal) => std::process::exit(128 + signal),
    }
}

/// The type's own name, without its module and its parameters.
pub(super) fn name_of<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    let name = name.split('<').next().unwrap_or(name);
    name.rsplit("::").next().unwrap_or(name)
}

fn not_started(error: &StartError) -> ExitCode {
    complain(&error.to_string());
    ExitCode::from(1)
}

/// Runs a tree as the whole program, on a multi-thread runtime of its own, which has at least two
/// threads unless `TOKIO_WORKER_THREADS` says otherwise. See [`run`].
#[must_use]
pub fn main<T: Declared>(params: T::Params) -> ExitCode {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    // On a single thread a child that does not yield stops everything, and signals don't get in.
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if processors == 1 && std::env::var_os("TOKIO_WORKER_THREADS").is_none() {
        builder.worker_threads(2);
    }
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("no runtime: {error}"));
            return ExitCode::from(1);
        }
    };
    let code = runtime.block_on(run::<T>(params));
    // An abandoned child would keep an ordinary shutdown waiting.
    runtime.shutdown_background();
    code
}

fn code(outcome: &Outcome) -> ExitCode {
    if !outcome.reason.is_graceful() {
        complain(&outcome.reason.to_string());
        return ExitCode::from(2);
    }
    if outcome.is_orderly() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    }
}

/// A program without a subscriber for its logs is not silent about why it ends: in one line, also
/// where the message of a panic has several.
#[allow(clippy::print_stderr, reason = "it is the program's last word")]
fn complain(what: &str) {
    let lines: Vec<&str> = what.split('\n').map(str::trim).collect();
    eprintln!("supervise: {}", lines.join(" "));
}

enum Either<A, B> {
    Left(A),
    Right(B),
}

/// The first of two futures that is ready; the left one first.
async fn either<A: Future + Unpin, B: Future>(
    mut left: A,
    right: B,
) -> Either<A::Output, B::Output> {
    let mut right = std::pin::pin!(right);
    std::future::poll_fn(|cx| {
        if let std::task::Poll::Ready(output) = std::pin::Pin::new(&mut left).poll(cx) {
            return std::task::Poll::Ready(Either::Left(output));
        }
        right.as_mut().poll(cx).map(Either::Right)
    })
    .await
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// The number of the next signal.
    async fn next(&mut self) -> i32 {
        use tokio::signal::unix::SignalKind;
        let Self {
            interrupt,
            terminate,
        } = self;
        let (interrupted, terminated) = (
            std::pin::pin!(interrupt.recv()),
            std::pin::pin!(terminate.recv()),
        );
        match either(interrupted, terminated).await {
            Either::Left(_) => SignalKind::interrupt().as_raw_value(),
            Either::Right(_) => SignalKind::terminate().as_raw_value(),
        }
    }
}

#[cfg(windows)]
struct Signals {
    interrupt: tokio::signal::windows::CtrlC,
    terminate: tokio::signal::windows::CtrlBreak,
}

#[cfg(windows)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c};
        Ok(Self {
            interrupt: ctrl_c()?,
            terminate: ctrl_break()?,
        })
    }

    /// The number of the next signal, as unix counts them.
    async fn next(&mut self) -> i32 {
        let Self {
            interrupt,
            terminate,
        } = self;
        let (interrupted, terminated) = (
            std::pin::pin!(interrupt.recv()),
            std::pin::pin!(terminate.recv()),
        );
        match either(interrupted, terminated).await {
            Either::Left(_) => 2,
            Either::Right(_) => 15,
        }
    }
}
