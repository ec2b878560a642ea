//! The races of mailbox, reply cell, control word and registrations, in every schedule; run by `scripts/loom`.
//!
//! A wake-up that is lost leaves a thread asleep for good, which loom reports as a deadlock: so
//! most models only have to come to their end.

mod circle;
mod control;
mod lent;
mod mailbox;
mod reply;
mod room;
mod successor;
mod tenure;
mod timer;

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use ::loom::model::Builder;
use ::loom::sync::Notify;

use crate::envelope::Envelope;
use crate::line::Ticket;
use crate::mailbox::Mailbox;
use crate::message::{Message, Undelivered};
use crate::overload::{Refusal, Trouble};

/// Tries all schedules with at most so many preemptions. What is known of such bugs is that
/// nearly all show with two.
fn check(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    // Its hook would look for the current process in panics outside any model.
    crate::current::without_panic_hook();
    let mut builder = Builder::new();
    builder.preemption_bound.get_or_insert(preemptions);
    builder.check(model);
}

/// What came out of the schedules, so that a model in which only one thing can happen shows.
#[derive(Clone, Default)]
struct Outcomes(Arc<AtomicU32>);

impl Outcomes {
    fn saw(&self, outcome: u32) {
        self.0.fetch_or(1 << outcome, Ordering::Relaxed);
    }

    /// All of these came out, and nothing else.
    #[track_caller]
    fn expect(&self, outcomes: &[u32]) {
        let expected = outcomes.iter().fold(0, |all, outcome| all | 1 << outcome);
        let seen = self.0.load(Ordering::Relaxed);
        assert_eq!(seen, expected, "outcomes seen: {seen:b}");
    }
}

/// Wakes a thread of a model.
#[derive(Default)]
struct Bell(Notify);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.notify();
    }
}

/// A thread of a model as a task. Loom wakes it now and then for nothing, too.
#[derive(Clone, Default)]
struct Task(Arc<Bell>);

impl Task {
    fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.0))
    }

    fn poll<T>(&self, poll: impl FnOnce(&mut Context<'_>) -> Poll<T>) -> Poll<T> {
        poll(&mut Context::from_waker(&self.waker()))
    }

    fn sleep(&self) {
        self.0.0.wait();
    }

    fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(output) = self.poll(|cx| future.as_mut().poll(cx)) {
                return output;
            }
            self.sleep();
        }
    }
}

/// Has what is spawned run by who asks for it.
#[derive(Clone, Default)]
pub(crate) struct Runtime(Arc<::loom::sync::Mutex<Vec<Spawned>>>);

type Spawned = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Runtime {
    pub(crate) fn current() -> Self {
        Self::default()
    }

    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.0.lock().unwrap().push(Box::pin(task));
    }

    /// Runs what was spawned. Whether there was something.
    fn run(&self) -> bool {
        let mut any = false;
        loop {
            let next = self.0.lock().unwrap().pop();
            let Some(next) = next else {
                return any;
            };
            any = true;
            Task::default().run(next);
        }
    }
}

/// Waits for room in a new task.
fn push<M>(mailbox: &Mailbox<M>, message: M) -> Result<(), crate::exit::ExitReason> {
    wait_for_room(mailbox, &Task::default(), &mut None, message)
}

/// Waits for room in a task that may stand in line already.
fn wait_for_room<M>(
    mailbox: &Mailbox<M>,
    task: &Task,
    ticket: &mut Option<Ticket>,
    message: M,
) -> Result<(), crate::exit::ExitReason> {
    let mut message = Some(message);
    let put = task.run(poll_fn(|cx| {
        mailbox.poll_push(cx, true, ticket, &mut message)
    }));
    put.map_err(|trouble| match trouble {
        Trouble::Refused(Refusal::Closed(reason)) => reason,
        trouble => panic!("who waits for room is not told of {trouble:?}"),
    })
}

/// Puts a task in line for room that is not there yet.
fn stand_in_line<M>(mailbox: &Mailbox<M>, task: &Task) -> Ticket {
    let mut ticket = None;
    let poll = task.poll(|cx| mailbox.poll_push(cx, true, &mut ticket, &mut None));
    assert!(poll.is_pending());
    ticket.expect("who waits has a ticket")
}

/// Reads a mailbox as the process loop does.
struct Reader<M> {
    task: Task,
    batch: VecDeque<Envelope<M>>,
}

impl<M> Default for Reader<M> {
    fn default() -> Self {
        Self {
            task: Task::default(),
            batch: VecDeque::new(),
        }
    }
}

impl<M> Reader<M> {
    /// The next message; `None` when a control came in.
    fn next(&mut self, mailbox: &Mailbox<M>, control: impl Fn() -> bool) -> Option<M> {
        loop {
            if control() {
                return None;
            }
            match self.batch.pop_front() {
                Some(Envelope::Message(message)) => {
                    mailbox.release(self.batch.len(), || false);
                    return Some(message);
                }
                Some(Envelope::Notice(_)) => {}
                None => self.task.run(poll_fn(|cx| {
                    mailbox.poll_refill(cx, &mut self.batch, &control)
                })),
            }
        }
    }

    /// The next message where there is no control.
    fn message(&mut self, mailbox: &Mailbox<M>) -> M {
        self.next(mailbox, || false).expect("nobody controls it")
    }
}

fn messages<M>(queue: VecDeque<Envelope<M>>) -> Vec<M> {
    let messages = queue.into_iter().filter_map(|envelope| match envelope {
        Envelope::Message(message) => Some(message),
        Envelope::Notice(_) => None,
    });
    messages.collect()
}

/// A message of a place.
impl Message for u32 {
    fn fail(self, _: &Undelivered) {}

    fn label(&self) -> &'static str {
        "number"
    }

    fn is_call(&self) -> bool {
        false
    }
}
