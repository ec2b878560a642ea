//! Which process is being polled on this thread.
//!
//! Known only while it is: a panic finds out here whose it is, a call who makes it, and a right to
//! answer that is dropped with whom it was lost.

use std::cell::RefCell;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::task::{Context, Poll};

use crate::exit::{ExitReason, Panic};
use crate::message::{Undelivered, drop_quietly, forget_payload};
use crate::pid::Pid;
use crate::place::AnyPlace;
use crate::reply::Unanswered;
use crate::sync::thread_local;

/// What an incarnation carries from poll to poll, and puts where its code can find it.
pub(crate) struct Identity(Option<Box<Current>>);

impl Current {
    #[cold]
    fn fail_lost(&mut self, why: &Undelivered) {
        for call in std::mem::take(&mut self.lost) {
            call.fail(why.clone());
        }
    }
}

/// The process that is being polled.
pub(crate) struct Current {
    pub(crate) place: Arc<dyn AnyPlace>,
    pub(crate) pid: Pid,
    /// Calls whose right to answer was dropped in this poll.
    lost: Vec<Arc<dyn Unanswered>>,
    /// Where it panicked last.
    location: Option<Arc<str>>,
    /// What is being polled is beside its handlers: it may wait, and the process goes on.
    beside: bool,
}

thread_local! {
    static CURRENT: RefCell<Option<Box<Current>>> = const { RefCell::new(None) };
}

impl Identity {
    pub(crate) fn new(place: Arc<dyn AnyPlace>, pid: Pid) -> Self {
        Self(Some(Box::new(Current {
            place,
            pid,
            lost: Vec::new(),
            location: None,
            beside: false,
        })))
    }

    /// Fails the calls that were lost with the process.
    #[inline]
    pub(crate) fn fail_lost(&mut self, why: &Undelivered) {
        if let Some(current) = &mut self.0
            && !current.lost.is_empty()
        {
            current.fail_lost(why);
        }
    }

    /// Runs code as this process, and catches its panic. What that takes is compiled once for all types:
    /// there are some ten such places in each process.
    pub(crate) fn guard<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, ExitReason> {
        let (mut run, mut output) = (Some(run), None);
        self.guard_all(&mut || output = run.take().map(|run| run()))?;
        match output {
            Some(output) => Ok(output),
            None => unreachable!("what did not panic has an output"),
        }
    }

    fn guard_all(&mut self, run: &mut dyn FnMut()) -> Result<(), ExitReason> {
        self.guard_inline(run)
    }

    /// The same as [`guard`](Self::guard), where a call more would be felt.
    #[inline]
    fn guard_inline<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, ExitReason> {
        install_hook();
        if let Some(current) = &mut self.0 {
            // Of a panic that was caught: the next one may come without a location of its own.
            current.location = None;
            current.beside = false;
        }
        // A thread that is ending has no place for it: then the code runs as nobody.
        let outer = CURRENT.try_with(|current| current.replace(self.0.take()));
        let result = std::panic::catch_unwind(AssertUnwindSafe(run));
        if let Ok(outer) = outer {
            self.0 = CURRENT.with(|current| current.replace(outer));
        }
        result.map_err(|payload| {
            let message = message_of(&*payload);
            forget_payload(payload);
            let location = self.0.as_mut().and_then(|current| current.location.take());
            ExitReason::Panic(Panic { message, location })
        })
    }

    /// Polls a future as this process, and catches its panics. It is dropped as this process too.
    pub(crate) fn guarded<'a, F: Future>(
        &'a mut self,
        future: Pin<&'a mut Option<F>>,
    ) -> Guarded<'a, F, false> {
        Guarded {
            identity: self,
            future,
        }
    }

    /// The same of the loop, which is polled more often than all else.
    pub(crate) fn guarded_loop<'a, F: Future>(
        &'a mut self,
        future: Pin<&'a mut Option<F>>,
    ) -> Guarded<'a, F, true> {
        Guarded {
            identity: self,
            future,
        }
    }
}

/// A future that is polled as a process.
pub(crate) struct Guarded<'a, F, const LOOP: bool> {
    identity: &'a mut Identity,
    future: Pin<&'a mut Option<F>>,
}

impl<F: Future, const LOOP: bool> Future for Guarded<'_, F, LOOP> {
    type Output = Result<F::Output, ExitReason>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Guarded { identity, future } = self.get_mut();
        let poll = || {
            let polled = match future.as_mut().as_pin_mut() {
                Some(future) => future.poll(cx),
                None => Poll::Pending,
            };
            if polled.is_ready() {
                // As this process too, and under the same catch.
                let_go(future.as_mut());
            }
            polled
        };
        let polled = match LOOP {
            true => identity.guard_inline(poll),
            false => identity.guard(poll),
        };
        match polled {
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Ok(Poll::Pending) => {
                // It goes on, so what it dropped it has given up on its own.
                identity.fail_lost(&Undelivered::NoReply);
                Poll::Pending
            }
            Err(reason) => Poll::Ready(Err(reason)),
        }
    }
}

fn let_go<F>(mut future: Pin<&mut Option<F>>) {
    drop_quietly("process", || future.set(None));
}

/// It may be dropped unfinished, after a panic or with its runtime: the calls that it held are lost
/// with the process then, and not given up by it.
impl<F, const LOOP: bool> Drop for Guarded<'_, F, LOOP> {
    fn drop(&mut self) {
        let future = &mut self.future;
        if future.is_none() {
            return;
        }
        let dropped = self.identity.guard(|| let_go(future.as_mut()));
        // It catches what there is to catch.
        debug_assert!(dropped.is_ok());
    }
}

/// Looks at the process that is being polled, if any.
pub(crate) fn with<T>(look: impl FnOnce(Option<&mut Current>) -> T) -> T {
    let mut look = Some(look);
    let seen = CURRENT.try_with(|current| {
        let mut current = current.try_borrow_mut().ok()?;
        look.take().map(|look| look(current.as_deref_mut()))
    });
    match (seen, look) {
        (Ok(Some(seen)), _) => seen,
        // The thread is ending, or a panic hook looks in while something else does.
        (_, Some(look)) => look(None),
        (_, None) => unreachable!("`look` is used up only where its result is returned"),
    }
}

/// Runs what waits for others without keeping the process from anything.
pub(crate) fn beside<T>(run: impl FnOnce() -> T) -> T {
    let set = |beside| {
        with(|current| {
            if let Some(current) = current {
                current.beside = beside;
            }
        });
    };
    set(true);
    let output = run();
    set(false);
    output
}

/// The process that is being polled, if it waits for what is polled.
pub(crate) fn waiting() -> Option<Arc<dyn AnyPlace>> {
    with(|current| {
        let current = current.filter(|current| !current.beside)?;
        Some(Arc::clone(&current.place))
    })
}

/// The process that is being polled.
pub(crate) fn pid() -> Option<Pid> {
    with(|current| current.map(|current| current.pid))
}

/// What code left behind that has panicked.
pub(crate) struct Caught {
    pub(crate) panic: Panic,
    /// The calls whose right to answer it has dropped.
    pub(crate) lost: Vec<Arc<dyn Unanswered>>,
}

/// Runs code of the process that is being polled, which goes on when that panics.
pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Caught> {
    let before = with(|current| current.map_or(0, |current| current.lost.len()));
    std::panic::catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let message = message_of(&*payload);
        forget_payload(payload);
        let (location, lost) = with(|current| match current {
            Some(current) => (current.location.take(), current.lost.split_off(before)),
            None => (None, Vec::new()),
        });
        let panic = Panic { message, location };
        Caught { panic, lost }
    })
}

/// Hands a dropped right to answer to the current process, which will say why nobody answers.
/// Gives it back outside of any process.
pub(crate) fn lose<C: Unanswered + 'static>(cell: Arc<C>) -> Option<Arc<C>> {
    with(|current| match current {
        Some(current) => {
            current.lost.push(cell);
            None
        }
        None => Some(cell),
    })
}

fn message_of(payload: &(dyn std::any::Any + Send)) -> Option<Arc<str>> {
    let text = payload.downcast_ref::<&'static str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .map(Arc::from)
}

static RECORD_LOCATIONS: AtomicBool = AtomicBool::new(true);

/// Switches off the panic hook that notes where a process panicked. Call it before the first
/// process is spawned: a hook that is in place already stays, but notes nothing.
///
/// Exit reasons then have no location.
pub fn without_panic_hook() {
    RECORD_LOCATIONS.store(false, Ordering::Relaxed);
}

/// Chains our hook before the one that is set: it notes where, and lets the other one speak.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    if INSTALLED.is_completed() || !RECORD_LOCATIONS.load(Ordering::Relaxed) {
        return;
    }
    // A thread that panics can't set a hook; the next process will.
    if std::thread::panicking() {
        return;
    }
    INSTALLED.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            with(|current| {
                if let Some(current) = current {
                    current.location = info.location().map(|at| Arc::from(at.to_string().as_str()));
                }
            });
            previous(info);
        }));
    });
}
