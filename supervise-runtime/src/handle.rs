//! Handles: how the rest of the program reaches a process.

use std::fmt;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use supervise_model::Shutdown;

use crate::cast::Cast;
use crate::control::Control;
use crate::current;
use crate::dead_letter::DeadLetters;
use crate::exit::ExitReason;
use crate::info::ProcessInfo;
use crate::inspect::{Inspected, Inspection};
use crate::link::signal;
use crate::pid::Pid;
use crate::place::{AnyPlace, Place, PlaceCore, Status};
use crate::process::{Accepts, Process};
use crate::recipient::Recipient;
use crate::timer::{self, Timer};

/// What every typed handle holds: the place.
pub struct Ref<P: Process> {
    pub(crate) place: Arc<Place<P::Message>>,
}

/// Whom a message is for.
pub(crate) enum Target<'a, P: Process> {
    Borrowed(&'a Ref<P>),
    Owned(Ref<P>),
}

/// What every process's handle can do, beside its handlers' methods.
///
/// A handle names a place: it stays valid while the process is restarted, and is compared by place.
/// It does not keep the process alive, and dropping it does not end it.
///
/// `P` is the process. It is a parameter, not an associated type, because the handle of a private
/// process may be more visible than the process.
pub trait Handle<P: Process<Handle = Self>>:
    Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static
{
    #[doc(hidden)]
    fn from_ref(inner: Ref<P>) -> Self;

    #[doc(hidden)]
    fn as_ref(&self) -> &Ref<P>;

    /// The incarnation that runs, `None` when none does.
    fn pid(&self) -> Option<Pid> {
        self.as_ref().core().live_pid()
    }

    /// What the place is doing.
    fn status(&self) -> Status {
        self.as_ref().core().status()
    }

    /// Its path in the tree, as `stores.0`; for a process outside any tree the name of its type.
    fn path(&self) -> Arc<str> {
        self.as_ref().core().label()
    }

    /// How many messages wait in the mailbox.
    fn mailbox_len(&self) -> usize {
        self.as_ref().place.mailbox.len()
    }

    /// How many messages the mailbox holds; `None` for no bound.
    fn mailbox_capacity(&self) -> Option<usize> {
        self.as_ref().place.mailbox.capacity()
    }

    /// How many messages without a caller were never handled.
    fn dead_letters(&self) -> u64 {
        self.as_ref()
            .core()
            .dead_letters
            .load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The dead letters of this process from now on, one by one.
    fn observe_dead_letters(&self) -> DeadLetters {
        DeadLetters::of(self.as_ref().core())
    }

    /// How many panics the process has survived: none, unless it is
    /// `#[managed_process(pure, on_panic = resume)]`.
    fn resumes(&self) -> u64 {
        self.as_ref()
            .core()
            .resumes
            .load(std::sync::atomic::Ordering::Relaxed)
    }

    /// A handle for those who want to send it messages of one type, and need not know what process it is.
    fn recipient<M: Send + 'static>(&self) -> Recipient<M>
    where
        P: Accepts<M>,
    {
        Recipient::of(self)
    }

    /// What the process is doing, in numbers.
    fn info(&self) -> ProcessInfo {
        ProcessInfo::of(&self.as_ref().place)
    }

    /// Keeps the process from handling messages until it may [go on](Self::resume), and waits until the
    /// handler that runs is done. Meanwhile messages wait in the mailbox, and the receive timeout does not
    /// run; exits are handled, and it can be killed, shut down, and [looked at](Self::state). Another
    /// incarnation is not suspended.
    ///
    /// Whether it is suspended: not if no incarnation runs, or it ended or was resumed meanwhile. A
    /// process that suspends itself gets the answer at once.
    ///
    /// # Cancel safety
    ///
    /// Dropped after the first poll, the process is suspended all the same.
    fn suspend(&self) -> impl Future<Output = bool> + Send + use<Self, P> {
        let place: Arc<dyn AnyPlace> = Arc::clone(&self.as_ref().place) as _;
        async move {
            let Some(pid) = place.core().live_pid() else {
                return false;
            };
            if !place.core().raise(pid, Control::SUSPEND) {
                return false;
            }
            place.wake_for_control();
            if crate::current::pid() == Some(pid) {
                return true;
            }
            let looked_at = Arc::clone(&place);
            watch(place, move |status, now| {
                looked_at.core().is_at_rest(pid, status, now)
            })
            .await
        }
    }

    /// Lets the process go on. Whether it was suspended, or about to be.
    fn resume(&self) -> bool {
        let inner = self.as_ref();
        let Some(pid) = inner.core().live_pid() else {
            return false;
        };
        let was_suspended = inner.core().resume(pid);
        inner.place.wake_for_control();
        was_suspended
    }

    /// A copy of the state, made between two messages, and also while the process is
    /// [suspended](Self::suspend). It comes past the mailbox, before all that waits there.
    ///
    /// # Errors
    ///
    /// Those of a call.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn state(&self) -> Inspection<P>
    where
        P: Inspected,
    {
        Inspection::of(self.as_ref().clone(), None)
    }

    /// Puts another state in its place, in the same way, and gives back what it was.
    ///
    /// # Errors
    ///
    /// Those of a call.
    ///
    /// # Cancel safety
    ///
    /// Dropped after the first poll, the state is replaced all the same.
    fn replace_state(&self, state: P) -> Inspection<P>
    where
        P: Inspected,
    {
        Inspection::of(self.as_ref().clone(), Some(Box::new(state)))
    }

    /// Sends a message that an `#[info]` handler takes.
    fn send<T>(&self, info: T) -> Cast<'_, P, T>
    where
        P: Accepts<T>,
    {
        Cast::new(self.as_ref(), info, <P as Accepts<T>>::accept)
    }

    /// Waits until the place is empty: the process has ended, and no restart is due.
    /// Returns why it ended, or [`ExitReason::CircuitOpen`] where its limit is a circuit breaker that has
    /// opened. Then, and when somebody [starts](crate::SupervisorRef::start_child) it again, another
    /// incarnation may follow all the same.
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn closed(&self) -> impl Future<Output = ExitReason> + Send + use<Self, P> {
        closed(Arc::clone(&self.as_ref().place) as _)
    }

    /// Waits until a later incarnation runs than the one that is current *when this is called*.
    ///
    /// Call it before what will cause the restart, and await it after.
    ///
    /// # Errors
    ///
    /// The last reason, when the place is empty and no restart is due: see [`closed`](Self::closed).
    ///
    /// # Cancel safety
    ///
    /// Waiting changes nothing.
    fn wait_restarted(
        &self,
    ) -> impl Future<Output = Result<Pid, ExitReason>> + Send + use<Self, P> {
        wait_restarted(Arc::clone(&self.as_ref().place) as _)
    }

    /// Sends an exit signal, which an `#[exit]` handler traps. Without one the process ends for this
    /// reason; [`ExitReason::Normal`] is ignored then.
    fn exit(&self, reason: ExitReason) {
        let inner = self.as_ref();
        if let Some(pid) = inner.core().live_pid() {
            signal(&*inner.place, pid, current::pid(), reason);
        }
    }

    /// Ends the process at its next await, without terminate. It can't be trapped.
    fn kill(&self) {
        self.exit(ExitReason::Killed);
    }

    /// Sends an [exit signal](Self::exit) after this time, to the incarnation that runs now and to no
    /// other. Where none runs, nothing will be sent. See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    fn exit_after(&self, delay: Duration, reason: ExitReason) -> Timer {
        let inner = self.as_ref();
        let pid = inner.core().live_pid();
        timer::exit_after(Arc::clone(&inner.place) as _, pid, delay, reason)
    }

    /// [Kills](Self::kill) the incarnation that runs now, and no other, after this time.
    /// See [`Timer`] for whose timer it is.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    fn kill_after(&self, delay: Duration) -> Timer {
        self.exit_after(delay, ExitReason::Killed)
    }

    /// Asks the process to end in order, as its supervisor would, and waits until this incarnation
    /// is gone. When its shutdown budget (5 seconds unless its child spec says otherwise) has passed,
    /// it is killed. A supervised process is then restarted as its restart policy says.
    ///
    /// A process that never yields its thread can't be killed: that is waited for without limit. Its
    /// supervisor does not wait so long.
    ///
    /// # Cancel safety
    ///
    /// Dropped, the process still ends, but is not killed after its budget.
    fn shutdown(&self) -> impl Future<Output = ()> + Send + use<Self, P> {
        let place: Arc<dyn AnyPlace> = Arc::clone(&self.as_ref().place) as _;
        async move {
            let Some(pid) = place.core().live_pid() else {
                return;
            };
            if place.core().order_end(pid, ExitReason::Shutdown) {
                place.wake_for_control();
            }
            let gone = watch(Arc::clone(&place), move |status, now| {
                let live = matches!(
                    status,
                    Status::Starting | Status::Running | Status::Suspended | Status::Ending
                );
                (now != pid || !live).then_some(())
            });
            let mut gone = std::pin::pin!(gone);
            let budget = match place.core().shutdown() {
                Shutdown::Infinity => return gone.await,
                Shutdown::After(budget) => budget,
                _ => Duration::ZERO,
            };
            if tokio::time::timeout(budget, &mut gone).await.is_err() {
                if place.core().kill(pid) {
                    place.wake_for_control();
                }
                gone.await;
            }
        }
    }
}

impl<P: Process> Ref<P> {
    pub(crate) fn new_place() -> Self {
        Self {
            place: Place::new(P::NAME, P::TRAPS_EXITS, P::CAPACITY, P::OVERLOAD),
        }
    }

    pub(crate) fn core(&self) -> &PlaceCore {
        &self.place.core
    }
}

impl<P: Process> Target<'_, P> {
    pub(crate) fn get(&self) -> &Ref<P> {
        match self {
            Self::Borrowed(inner) => inner,
            Self::Owned(inner) => inner,
        }
    }
}

/// Waits until the place is empty.
pub(crate) fn closed(place: Arc<dyn AnyPlace>) -> impl Future<Output = ExitReason> + Send {
    watch(place, |status, _| match status {
        Status::Vacant(reason) => Some(reason.clone()),
        _ => None,
    })
}

/// Waits until a later incarnation runs than now.
pub(crate) fn wait_restarted(
    place: Arc<dyn AnyPlace>,
) -> impl Future<Output = Result<Pid, ExitReason>> + Send {
    let before = place.core().pid().incarnation();
    watch(place, move |status, pid| match status {
        Status::Running if pid.incarnation() > before => Some(Ok(pid)),
        Status::Vacant(reason) => Some(Err(reason.clone())),
        _ => None,
    })
}

/// Waits for something to be seen in the status of a place.
pub(crate) fn watch<T>(
    place: Arc<dyn AnyPlace>,
    mut seen: impl FnMut(&Status, Pid) -> Option<T> + Send,
) -> impl Future<Output = T> + Send {
    let mut observer = Observer {
        place,
        ticket: None,
    };
    std::future::poll_fn(move |cx| {
        let Observer { place, ticket } = &mut observer;
        let found: Poll<T> = place.core().poll_status(cx, ticket, &mut seen);
        found
    })
}

struct Observer {
    place: Arc<dyn AnyPlace>,
    ticket: Option<u64>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.place.core().stop_observing(ticket);
        }
    }
}

impl<P: Process> Clone for Ref<P> {
    fn clone(&self) -> Self {
        Self {
            place: Arc::clone(&self.place),
        }
    }
}

impl<P: Process> PartialEq for Ref<P> {
    fn eq(&self, other: &Self) -> bool {
        self.core().id == other.core().id
    }
}

impl<P: Process> Eq for Ref<P> {}

impl<P: Process> Hash for Ref<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.core().id.hash(state);
    }
}

impl<P: Process> fmt::Debug for Ref<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core().fmt(f)
    }
}
