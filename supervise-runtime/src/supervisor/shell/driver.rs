//! Which task polls a supervisor, and, where it waits for one child alone, that child.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use super::super::plan::Live;
use super::child_task::Polled;
use crate::pid::PlaceId;
use crate::sync::{Mutex, Runtime, thread_local};
use crate::turn::TURN;

/// Polls a supervisor.
///
/// A supervisor that starts or stops one child has nothing else to do until that is done. So its task polls
/// the child itself, once, right after it. The child's code may take long then, or block: but the supervisor
/// is not being polled meanwhile, and whoever wakes it in that time has a stand-in spawned. The old task
/// has nothing to do with the supervisor any more once it comes back from the child.
pub(crate) struct Driver {
    state: Mutex<State>,
    supervisor: PlaceId,
    runtime: Runtime,
}

struct State {
    at: At,
    lent: Lent,
    /// The task that polls the supervisor, once it has run, and its number.
    task: Option<Waker>,
    number: u32,
}

enum At {
    Rest(Live),
    /// It is being polled, and perhaps to be polled again.
    Work {
        again: bool,
    },
    /// Its task polls a child.
    Lends(Live),
    Over,
}

/// The children that have to be polled for what the supervisor wants of them.
enum Lent {
    Nobody,
    One(Arc<Polled>),
    /// By their own tasks, side by side.
    Many,
}

/// What a task does after it has polled the supervisor.
enum Next {
    Sleep,
    Child(Arc<Polled>),
    Again,
}

thread_local! {
    // The supervisor whose task polls a child on this thread.
    static LENDS: Cell<Option<PlaceId>> = const { Cell::new(None) };
}

/// Whether it polls its child on this thread, and so looks what there is for it as soon as the child gives
/// way.
pub(crate) fn lends(supervisor: PlaceId) -> bool {
    LENDS.with(Cell::get) == Some(supervisor)
}

impl Driver {
    /// Of a supervisor that is made with it. Its first task has to be spawned.
    pub(crate) fn new(
        supervisor: PlaceId,
        runtime: Runtime,
        live: impl FnOnce(Arc<Self>) -> Live,
    ) -> Arc<Self> {
        let driver = Arc::new(Self {
            state: Mutex::new(State {
                at: At::Over,
                lent: Lent::Nobody,
                task: None,
                number: 0,
            }),
            supervisor,
            runtime,
        });
        let live = live(Arc::clone(&driver));
        driver.state.lock().at = At::Rest(live);
        driver
    }

    /// Its first task.
    pub(crate) fn task(self: &Arc<Self>) -> impl Future<Output = ()> + Send + use<> {
        self.numbered(0)
    }

    fn numbered(self: &Arc<Self>, number: u32) -> Task {
        Task {
            waker: Waker::from(Arc::clone(self)),
            driver: Arc::clone(self),
            number,
        }
    }

    /// Has a child polled: by this very task, if it is the only one until the supervisor waits.
    pub(crate) fn lend(&self, child: &Arc<Polled>) {
        let mut state = self.state.lock();
        let before = std::mem::replace(&mut state.lent, Lent::Many);
        if let Lent::Nobody = before {
            state.lent = Lent::One(Arc::clone(child));
            return;
        }
        drop(state);
        child.wake();
        if let Lent::One(first) = before {
            first.wake();
        }
    }

    /// Takes the supervisor, for this task to poll it.
    fn take(&self, number: u32, task: &Waker) -> Option<Live> {
        let mut state = self.state.lock();
        if state.number != number {
            return None;
        }
        if state.task.is_none() {
            state.task = Some(task.clone());
        }
        match std::mem::replace(&mut state.at, At::Work { again: false }) {
            At::Rest(live) | At::Lends(live) => Some(live),
            at => {
                state.at = at;
                None
            }
        }
    }

    /// Puts it back.
    fn leave(&self, live: Live) -> Next {
        let mut state = self.state.lock();
        let lent = std::mem::replace(&mut state.lent, Lent::Nobody);
        // Without budget left it has not looked for everything.
        let looked = tokio::task::coop::has_budget_remaining();
        let again = matches!(state.at, At::Work { again: true }) || !looked;
        // Where there is more for it already, it does not wait for the child.
        if let (Lent::One(child), false) = (&lent, again) {
            state.at = At::Lends(live);
            return Next::Child(Arc::clone(child));
        }
        state.at = At::Rest(live);
        drop(state);
        if let Lent::One(child) = lent {
            child.wake();
        }
        if again { Next::Again } else { Next::Sleep }
    }

    /// The task `number` has come back from a child, and will be polled again.
    fn is_back(&self, number: u32) {
        let mut state = self.state.lock();
        if state.number == number
            && let At::Lends(_) = state.at
            && let At::Lends(live) = std::mem::replace(&mut state.at, At::Over)
        {
            state.at = At::Rest(live);
        }
    }

    fn poll_child(&self, child: &Polled, waker: &Waker) {
        let outer = LENDS.with(|lends| lends.replace(Some(self.supervisor)));
        child.poll_here(waker);
        LENDS.with(|lends| lends.set(outer));
    }
}

impl Wake for Driver {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut state = self.state.lock();
        match std::mem::replace(&mut state.at, At::Work { again: true }) {
            At::Work { .. } => {}
            At::Lends(live) => {
                state.at = At::Rest(live);
                state.number += 1;
                let (number, old) = (state.number, state.task.take());
                drop(state);
                drop(old);
                self.runtime.spawn(self.numbered(number));
            }
            At::Rest(live) => {
                state.at = At::Rest(live);
                let task = state.task.clone();
                drop(state);
                if let Some(task) = task {
                    task.wake();
                }
            }
            At::Over => state.at = At::Over,
        }
    }
}

struct Task {
    driver: Arc<Driver>,
    /// What the supervisor is polled with.
    waker: Waker,
    number: u32,
}

impl Future for Task {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let driver = &self.driver;
        for _ in 0..TURN {
            let Some(mut live) = driver.take(self.number, cx.waker()) else {
                // It may have been told something that its stand-in has not seen.
                self.waker.wake_by_ref();
                return Poll::Ready(());
            };
            if live
                .as_mut()
                .poll(&mut Context::from_waker(&self.waker))
                .is_ready()
            {
                driver.state.lock().at = At::Over;
                return Poll::Ready(());
            }
            match driver.leave(live) {
                Next::Sleep => return Poll::Pending,
                Next::Child(child) => driver.poll_child(&child, &self.waker),
                Next::Again => break,
            }
        }
        driver.is_back(self.number);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Dropped with its runtime, or at its end.
impl Drop for Task {
    fn drop(&mut self) {
        let mut state = self.driver.state.lock();
        if state.number != self.number {
            return;
        }
        let left = std::mem::replace(&mut state.at, At::Over);
        let left = (left, std::mem::replace(&mut state.lent, Lent::Nobody));
        drop(state);
        drop(left);
    }
}
