//! Why a process ended.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::message::{drop_quietly, forget_payload};
use crate::pid::Pid;

/// The reason for which a process ended, or is asked to end.
///
/// | asks | `is_normal` | `is_graceful` |
/// |---|---|---|
/// | links: does the exit travel on? | not when true | |
/// | a link of [`link_on_failure`](crate::Cx::link_on_failure): does it travel on? | | not when true |
/// | a transient child: is it left ended? | | when true |
/// | an intrinsic child, or one that is transient and significant: has it ended by itself? | | when true |
/// | a whole program: is that an end in order, with exit code 0? | | when true |
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ExitReason {
    /// It had done its work.
    Normal,
    /// It was asked to stop in order.
    Shutdown,
    /// It was killed.
    Killed,
    /// It failed with an error.
    Error(ExitError),
    /// Its code panicked.
    Panic(Panic),
    /// It was linked, itself or through others, to this process, which ended for this reason.
    Linked(Pid, Arc<ExitReason>),
    /// It was a supervisor and gave up: too many restarts in the period of its limit.
    RestartLimit(Arc<LimitReached>),
    /// Its init did not finish in time.
    StartTimeout,
    /// There was no such process (any more).
    NotFound,
    /// It has failed too often of late, and is left down for a while.
    CircuitOpen,
    /// The runtime it ran on was shut down.
    RuntimeGone,
    /// No handler took this message, and the process's policy is to stop then.
    Unhandled(&'static str),
}

/// An error of the program, as an [`ExitReason`] has it: it is the error itself, but printing and
/// dropping it never panic. Reasons are printed and dropped where that would end a supervisor. What it says
/// it was asked once, when the reason was made.
///
/// # Examples
///
/// ```
/// # use supervise_runtime::ExitReason;
/// let reason = ExitReason::error("no more paper".parse::<u32>().unwrap_err());
/// let ExitReason::Error(error) = reason else {
///     unreachable!()
/// };
/// assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());
/// assert_eq!(error.to_string(), "invalid digit found in string");
/// ```
#[derive(Clone)]
pub struct ExitError(Option<Arc<Held>>);

/// An error with what it says: whoever shows a reason, a pure process too, runs none of the error's code.
struct Held {
    shown: String,
    debugged: String,
    error: Box<dyn Error + Send + Sync>,
}

/// Where and with which message code panicked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Panic {
    /// The panic's message; `None` when its payload was no string.
    pub message: Option<Arc<str>>,
    /// `file:line:column`; `None` when the panic hook is switched off.
    pub location: Option<Arc<str>>,
}

/// A supervisor's account of why it gave up.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LimitReached {
    /// The child whose restart was one too many.
    pub child: Arc<str>,
    /// Why that child ended.
    pub reason: ExitReason,
    /// How many restarts the limit allowed.
    pub restarts: u32,
    /// The failures that counted under this limit, the oldest first. The last of them was one too many.
    pub history: Vec<ChildFailure>,
    /// Children that could not be stopped and are still running.
    pub abandoned: Vec<Arc<str>>,
}

/// One of the failures for which a supervisor gave up.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChildFailure {
    /// The name of the child that failed.
    pub child: Arc<str>,
    /// Why it ended, or did not start.
    pub reason: ExitReason,
    /// How long before the supervisor gave up.
    pub ago: Duration,
}

impl ExitReason {
    /// Wraps an error of the program.
    pub fn error(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let error = error.into();
        Self::Error(ExitError(Some(Arc::new(Held {
            shown: said(format_args!("{error}")),
            debugged: said(format_args!("{error:?}")),
            error,
        }))))
    }

    /// Whether this is [`ExitReason::Normal`], which does not travel along links.
    #[must_use]
    pub fn is_normal(&self) -> bool {
        matches!(self, Self::Normal)
    }

    /// Whether the process ended in order: normally, by a shutdown, or by that of a linked process.
    #[must_use]
    pub fn is_graceful(&self) -> bool {
        match self {
            Self::Normal | Self::Shutdown => true,
            Self::Linked(_, reason) => reason.is_graceful(),
            _ => false,
        }
    }
}

impl Error for ExitReason {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Error(error) => Some(error.get()),
            Self::Linked(_, reason) => Some(&**reason),
            Self::RestartLimit(limit) => Some(&limit.reason),
            _ => None,
        }
    }
}

impl fmt::Display for ExitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Normal => f.write_str("normal"),
            Self::Shutdown => f.write_str("shutdown"),
            Self::Killed => f.write_str("killed"),
            Self::Error(error) => write!(f, "error: {error}"),
            Self::Panic(panic) => panic.fmt(f),
            Self::Linked(pid, reason) => write!(f, "linked process {pid} ended: {reason}"),
            Self::RestartLimit(limit) => limit.fmt(f),
            Self::StartTimeout => f.write_str("init did not finish in time"),
            Self::NotFound => f.write_str("no such process"),
            Self::CircuitOpen => {
                f.write_str("it has failed too often and is left down for a while")
            }
            Self::RuntimeGone => f.write_str("the runtime was shut down"),
            Self::Unhandled(message) => write!(f, "no handler took `{message}`"),
        }
    }
}

impl ExitError {
    fn held(&self) -> &Held {
        let held = self.0.as_deref();
        held.expect("there is an error until this is dropped")
    }

    fn get(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.held().error
    }
}

impl Deref for ExitError {
    type Target = dyn Error + Send + Sync;

    fn deref(&self) -> &Self::Target {
        self.get()
    }
}

impl fmt::Display for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.held().shown)
    }
}

impl fmt::Debug for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.held().debugged)
    }
}

impl Drop for ExitError {
    fn drop(&mut self) {
        let error = self.0.take();
        drop_quietly("exit reason", || drop(error));
    }
}

/// What an error of the user's says. It may panic, or fail where nobody expects that.
fn said(error: fmt::Arguments<'_>) -> String {
    let mut text = String::new();
    let print = || {
        let _ = text.write_fmt(error);
    };
    if let Err(payload) = catch_unwind(AssertUnwindSafe(print)) {
        forget_payload(payload);
        text.push_str("(it panicked when it was printed)");
    }
    text
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panic")?;
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        if let Some(location) = &self.location {
            write!(f, " at {location}")?;
        }
        Ok(())
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "gave up after {} restarts, the last child to fail was `{}`: {}",
            self.restarts, self.child, self.reason
        )?;
        if !self.abandoned.is_empty() {
            write!(f, "; still running: {}", self.abandoned.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// Who shows a reason runs nothing of the error's.
    #[test]
    fn an_error_is_asked_once_what_it_says() {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        struct Loud;
        impl fmt::Display for Loud {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                ASKED.fetch_add(1, Ordering::Relaxed);
                f.write_str("loud")
            }
        }
        impl fmt::Debug for Loud {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                ASKED.fetch_add(1, Ordering::Relaxed);
                f.write_str("Loud")
            }
        }
        impl Error for Loud {}
        let reason = ExitReason::error(Loud);
        let asked = ASKED.load(Ordering::Relaxed);
        let again = reason.clone();
        assert_eq!(format!("{reason} {again}"), "error: loud error: loud");
        assert_eq!(
            format!("{reason:?} {again:#?}"),
            "Error(Loud) Error(\n    Loud,\n)"
        );
        assert_eq!(ASKED.load(Ordering::Relaxed), asked);
    }
}
