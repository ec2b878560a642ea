//! Streams and channels that a process takes messages from, beside its mailbox.
//!
//! They are polled in the process's own task, and only when it is ready to handle what comes: so
//! nothing of them ever stands in a queue, and they are gone with their incarnation.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_core::Stream;
use tokio::sync::{broadcast, mpsc};

use crate::cast::Cast;
use crate::control_channel::Waiting;
use crate::current;
use crate::envelope::Envelope;
use crate::exit::ExitReason;
use crate::message::drop_quietly;
use crate::process::Process;
use crate::ring::Lagged;
use crate::sync::{Exclusive, Mutex};

/// What a process can take messages from: see [`Cx::attach`](crate::Cx::attach).
///
/// | input | its items |
/// |---|---|
/// | any `Stream` | its items |
/// | `tokio::sync::mpsc`: `Receiver<T>`, `UnboundedReceiver<T>` | `T` |
/// | `tokio::sync::broadcast::Receiver<T>` | `Result<T, Lagged>` |
///
/// `Kind` only tells them apart, and is never written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a process can take messages from",
    label = "no stream, and no receiver of tokio's",
    note = "it is a `Stream`, or a `Receiver` of `tokio::sync::mpsc` or `broadcast`, and `Send + 'static` as its items are"
)]
pub trait IntoInput<Kind> {
    /// What it gives.
    type Item: 'static;
    #[doc(hidden)]
    fn into_poll(self)
    -> impl FnMut(&mut Context<'_>) -> Poll<Option<Self::Item>> + Send + 'static;
}

/// A stream, as the `Kind` of an [`IntoInput`].
#[derive(Debug)]
pub enum OfStream {}

/// A receiver, as the `Kind` of an [`IntoInput`].
#[derive(Debug)]
pub enum OfReceiver {}

#[diagnostic::do_not_recommend]
impl<S: Stream<Item: 'static> + Send + 'static> IntoInput<OfStream> for S {
    type Item = S::Item;
    fn into_poll(self) -> impl FnMut(&mut Context<'_>) -> Poll<Option<S::Item>> + Send + 'static {
        let mut stream = Box::pin(self);
        move |cx| stream.as_mut().poll_next(cx)
    }
}

impl<T: Send + 'static> IntoInput<OfReceiver> for mpsc::Receiver<T> {
    type Item = T;
    fn into_poll(mut self) -> impl FnMut(&mut Context<'_>) -> Poll<Option<T>> + Send + 'static {
        move |cx| self.poll_recv(cx)
    }
}

impl<T: Send + 'static> IntoInput<OfReceiver> for mpsc::UnboundedReceiver<T> {
    type Item = T;
    fn into_poll(mut self) -> impl FnMut(&mut Context<'_>) -> Poll<Option<T>> + Send + 'static {
        move |cx| self.poll_recv(cx)
    }
}

impl<T: Clone + Send + 'static> IntoInput<OfReceiver> for broadcast::Receiver<T> {
    type Item = Result<T, Lagged>;
    fn into_poll(
        self,
    ) -> impl FnMut(&mut Context<'_>) -> Poll<Option<Self::Item>> + Send + 'static {
        async fn next<T: Clone>(
            mut from: broadcast::Receiver<T>,
        ) -> (
            Result<T, broadcast::error::RecvError>,
            broadcast::Receiver<T>,
        ) {
            (from.recv().await, from)
        }
        let mut receiving = Box::pin(next(self));
        move |cx| {
            receiving.as_mut().poll(cx).map(|(received, from)| {
                receiving.set(next(from));
                match received {
                    Ok(item) => Some(Ok(item)),
                    Err(broadcast::error::RecvError::Lagged(missed)) => Some(Err(Lagged(missed))),
                    Err(broadcast::error::RecvError::Closed) => None,
                }
            })
        }
    }
}

/// An input of a process: see [`Cx::attach`](crate::Cx::attach). Dropping this value does not detach it.
pub struct Attachment<P: Process> {
    tap: Arc<Tap<P::Message>>,
}

impl<P: Process> Attachment<P> {
    /// Has this message handled when the input ends: when there is nothing left in it, and nothing can
    /// follow. Not when it is detached. To be said at once, in the handler that has attached it: after
    /// the end it does nothing.
    pub fn on_end<A>(self, cast: Cast<'_, P, A>) -> Self {
        let before = match cast.into_message() {
            Some(message) => self.tap.last.lock().replace(message),
            None => None,
        };
        drop(before);
        self
    }

    /// Takes nothing more from the input, and has the process drop it. Whether it was still attached.
    /// An item that was taken already is handled.
    ///
    /// It is dropped as soon as the process has handled what it is at.
    pub fn detach(&self) -> bool {
        let detached = self.tap.leave(DETACHED);
        self.tap.wake_by_ref();
        detached
    }

    /// Whether nothing more will come: it has ended, was detached, or the process is gone.
    #[must_use]
    pub fn is_over(&self) -> bool {
        !self.tap.is_attached()
    }
}

impl<P: Process> Clone for Attachment<P> {
    fn clone(&self) -> Self {
        Self {
            tap: Arc::clone(&self.tap),
        }
    }
}

impl<P: Process> fmt::Debug for Attachment<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("is_over", &self.is_over())
            .finish_non_exhaustive()
    }
}

/// What an input has in common with those who detach it; also what wakes the process for it.
struct Tap<M> {
    state: AtomicU8,
    /// Something may have come since it was polled last.
    ready: AtomicBool,
    /// The process, where it sleeps or may do so soon.
    task: Mutex<Option<Waker>>,
    /// To be handled at its end.
    last: Mutex<Option<M>>,
}

const ATTACHED: u8 = 0;
const DETACHED: u8 = 1;
const ENDED: u8 = 2;

impl<M> Tap<M> {
    fn is_attached(&self) -> bool {
        self.state.load(Ordering::Acquire) == ATTACHED
    }

    fn wakes(&self, task: &Waker) {
        let mut slot = self.task.lock();
        let is_set = slot.as_ref().is_some_and(|waker| waker.will_wake(task));
        let before = match is_set {
            true => None,
            false => slot.replace(task.clone()),
        };
        drop(slot);
        drop(before);
    }

    fn leave(&self, how: u8) -> bool {
        (self.state)
            .compare_exchange(ATTACHED, how, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }
}

impl<M: Send + 'static> Wake for Tap<M> {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.ready.store(true, Ordering::Release);
        let task = self.task.lock().take();
        if let Some(task) = task {
            task.wake();
        }
    }
}

type PollItem<M> = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<M>> + Send>;

struct Input<M> {
    /// Exclusive, for it to be `Sync` as a context has to be.
    poll: Exclusive<Option<PollItem<M>>>,
    tap: Arc<Tap<M>>,
    waker: Waker,
}

/// What came of a look at an input.
enum Look<M> {
    Nothing,
    Item(M),
    /// It is over; perhaps with a last message.
    Over(Option<M>),
}

impl<M: Send + 'static> Input<M> {
    fn look(&mut self, task: Option<&Waker>) -> Look<M> {
        // First this, then the look: what comes in between wakes the task.
        if let Some(task) = task {
            self.tap.wakes(task);
        }
        if !self.tap.is_attached() {
            return Look::Over(None);
        }
        if !self.tap.ready.swap(false, Ordering::AcqRel) {
            return Look::Nothing;
        }
        let Some(poll) = self.poll.get_mut() else {
            return Look::Over(None);
        };
        let mut cx = Context::from_waker(&self.waker);
        match current::beside(|| poll(&mut cx)) {
            Poll::Pending => Look::Nothing,
            Poll::Ready(Some(item)) if self.tap.is_attached() => {
                // Another one may be there already.
                self.tap.ready.store(true, Ordering::Release);
                Look::Item(item)
            }
            Poll::Ready(None) if self.tap.leave(ENDED) => Look::Over(self.tap.last.lock().take()),
            // It was detached meanwhile.
            Poll::Ready(_) => Look::Over(None),
        }
    }
}

/// What is in it is the user's, and so are their destructors.
impl<M> Drop for Input<M> {
    fn drop(&mut self) {
        self.tap.leave(ENDED);
        let poll = self.poll.get_mut().take();
        drop_quietly("input", || drop(poll));
        let last = self.tap.last.lock().take();
        drop_quietly("input", || drop(last));
        let task = self.tap.task.lock().take();
        drop(task);
    }
}

/// The inputs of a process, beside its mailbox.
pub(crate) struct Inputs<M> {
    all: Vec<Input<M>>,
    /// Who is looked at first: each has its turn.
    first: usize,
    /// What stands first in the batch may have to stay there: another item, or what comes before all
    /// others.
    first_is_set: bool,
    /// What has come in by control channels.
    pub(crate) urgent: Option<Arc<Waiting<M>>>,
}

impl<M> Default for Inputs<M> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            first: 0,
            first_is_set: false,
            urgent: None,
        }
    }
}

impl<M: Send + 'static> Inputs<M> {
    pub(crate) fn attach<P, I, K>(&mut self, input: I, accept: fn(I::Item) -> M) -> Attachment<P>
    where
        P: Process<Message = M>,
        I: IntoInput<K>,
    {
        let mut poll = input.into_poll();
        let tap = Arc::new(Tap {
            state: AtomicU8::new(ATTACHED),
            ready: AtomicBool::new(true),
            task: Mutex::new(None),
            last: Mutex::new(None),
        });
        self.all.push(Input {
            poll: Exclusive::new(Some(Box::new(move |cx| {
                poll(cx).map(|item| item.map(accept))
            }))),
            waker: Waker::from(Arc::clone(&tap)),
            tap: Arc::clone(&tap),
        });
        Attachment { tap }
    }

    /// The next message of any of them, to be handled at once: before the others of the batch, if it is
    /// known that none of these has to be first.
    pub(crate) fn next_in_batch(&mut self) -> Option<M> {
        if std::mem::take(&mut self.first_is_set) {
            return None;
        }
        let next = self.next(None);
        self.first_is_set = false;
        next
    }

    pub(crate) fn first_is_set(&mut self) {
        self.first_is_set = true;
    }

    /// The same where the batch was empty. If there is none, the task is woken for the next: one that
    /// sleeps only after another look need not be.
    pub(crate) fn next(&mut self, task: Option<&Waker>) -> Option<M> {
        self.first_is_set = true;
        let mut left = self.all.len();
        while left > 0 {
            left -= 1;
            if self.first >= self.all.len() {
                self.first = 0;
            }
            match self.all[self.first].look(task) {
                Look::Nothing => self.first += 1,
                Look::Item(message) => {
                    self.first += 1;
                    return Some(message);
                }
                Look::Over(last) => {
                    drop(self.all.remove(self.first));
                    if last.is_some() {
                        return last;
                    }
                }
            }
        }
        None
    }

    /// Drops them, and closes the control channels. Returns what was in these.
    pub(crate) fn close(self, reason: &ExitReason) -> VecDeque<Envelope<M>> {
        drop(self.all);
        (self.urgent).map_or_else(VecDeque::new, |urgent| urgent.close(reason))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
