//! Waiting for several results that are still to come: of calls, of tasks, of anything.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::sync::Mutex;

/// Which of two was there first, with the other one, which is still to come.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Either<A, B, L, R> {
    /// What the left one gave, and the right one.
    Left(A, R),
    /// What the right one gave, and the left one.
    Right(B, L),
}

/// Waits for the first of several. Gives its place, what it gave, and the others in their order, which are
/// still to come. `None` for none at all.
///
/// Where several are there, the first in the list is taken: to be fair, go on with the others in turn.
///
/// # Cancel safety
///
/// Dropped, all of them are. What was not ready yet is lost with its value: keep results that have to
/// outlive the wait by their handles.
pub async fn wait_any<F: Future + Unpin>(mut all: Vec<F>) -> Option<(usize, F::Output, Vec<F>)> {
    if all.is_empty() {
        return None;
    }
    let (index, output) = std::future::poll_fn(|cx| {
        for (index, one) in all.iter_mut().enumerate() {
            if let Poll::Ready(output) = Pin::new(one).poll(cx) {
                return Poll::Ready((index, output));
            }
        }
        Poll::Pending
    })
    .await;
    drop(all.remove(index));
    Some((index, output, all))
}

/// Waits for the first of two, of which the left one has the preference where both are there.
///
/// # Cancel safety
///
/// As for [`wait_any`].
pub async fn wait_either<L, R>(mut left: L, mut right: R) -> Either<L::Output, R::Output, L, R>
where
    L: Future + Unpin,
    R: Future + Unpin,
{
    enum First<A, B> {
        Left(A),
        Right(B),
    }
    let first = std::future::poll_fn(|cx| match Pin::new(&mut left).poll(cx) {
        Poll::Ready(output) => Poll::Ready(First::Left(output)),
        Poll::Pending => Pin::new(&mut right).poll(cx).map(First::Right),
    });
    match first.await {
        First::Left(output) => Either::Left(output, right),
        First::Right(output) => Either::Right(output, left),
    }
}

/// Waits for both of two.
///
/// # Cancel safety
///
/// As for [`wait_any`].
pub async fn wait_both<L, R>(left: L, right: R) -> (L::Output, R::Output)
where
    L: Future + Unpin,
    R: Future + Unpin,
{
    let (mut left, mut right) = (Waiting::of(left), Waiting::of(right));
    std::future::poll_fn(|cx| {
        let both = left.poll(cx) & right.poll(cx);
        if both { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    match (left, right) {
        (Waiting::Done(left), Waiting::Done(right)) => (left, right),
        _ => unreachable!("both are done"),
    }
}

/// Waits for all of several, and gives what they gave, in their order. What it costs grows with their number,
/// and not with its square: only those are polled that have something.
///
/// # Cancel safety
///
/// As for [`wait_any`].
pub async fn wait_all<F: Future + Unpin>(all: Vec<F>) -> Vec<F::Output> {
    let woken = Arc::new(Woken::all(all.len()));
    let mut left = all.len();
    let one = |(index, one)| {
        let wakes = One {
            index,
            is_woken: AtomicBool::new(true),
            woken: Arc::clone(&woken),
        };
        (Waiting::of(one), Arc::new(wakes))
    };
    let mut all: Vec<(Waiting<F>, Arc<One>)> = all.into_iter().enumerate().map(one).collect();
    std::future::poll_fn(|cx| {
        for index in woken.take(cx.waker()) {
            let (one, wakes) = &mut all[index];
            // First this, then the look: what comes in between wakes it again.
            wakes.is_woken.store(false, Ordering::SeqCst);
            // Who is done may be woken once more.
            if let Waiting::For(_) = one {
                let waker = Waker::from(Arc::clone(wakes));
                left -= usize::from(one.poll(&mut Context::from_waker(&waker)));
            }
        }
        match left {
            0 => Poll::Ready(()),
            _ => Poll::Pending,
        }
    })
    .await;
    let outputs = all.into_iter().filter_map(|(one, _)| match one {
        Waiting::Done(output) => Some(output),
        Waiting::For(_) => None,
    });
    outputs.collect()
}

/// Those of several that are to be polled.
struct Woken(Mutex<(Vec<usize>, Option<Waker>)>);

impl Woken {
    fn all(number: usize) -> Self {
        Self(Mutex::new(((0..number).collect(), None)))
    }

    /// Takes them out. The next one wakes the task.
    fn take(&self, task: &Waker) -> Vec<usize> {
        let task = task.clone();
        let mut inside = self.0.lock();
        let woken = std::mem::take(&mut inside.0);
        let before = inside.1.replace(task);
        drop(inside);
        drop(before);
        woken
    }
}

/// Wakes the task for one of several.
struct One {
    index: usize,
    /// It stands among them already.
    is_woken: AtomicBool,
    woken: Arc<Woken>,
}

impl Wake for One {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.is_woken.swap(true, Ordering::SeqCst) {
            return;
        }
        let mut inside = self.woken.0.lock();
        inside.0.push(self.index);
        let task = inside.1.take();
        drop(inside);
        if let Some(task) = task {
            task.wake();
        }
    }
}

enum Waiting<F: Future> {
    For(F),
    Done(F::Output),
}

impl<F: Future + Unpin> Waiting<F> {
    fn of(future: F) -> Self {
        Self::For(future)
    }

    /// Whether it is done.
    fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        if let Self::For(future) = self
            && let Poll::Ready(output) = Pin::new(future).poll(cx)
        {
            *self = Self::Done(output);
        }
        matches!(self, Self::Done(_))
    }
}
