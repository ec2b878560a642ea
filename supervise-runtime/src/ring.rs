//! What those who observe have not seen yet: a bounded ring for each, which knows what was missed.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, OnceLock, Weak};
use std::task::{Context, Poll, Waker};

use crate::sync::Mutex;

/// So many were missed, because the observer was too slow. What comes next follows on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} missed")]
pub struct Lagged(pub u64);

/// What one observer has not seen yet. Nothing in it is the user's but the waker.
pub(crate) struct Ring<T>(Mutex<Inside<T>>);

struct Inside<T> {
    unseen: VecDeque<T>,
    capacity: usize,
    missed: u64,
    closed: bool,
    reader: Option<Waker>,
}

/// How much an observer may have before it.
const CAPACITY: usize = 1024;

impl<T> Ring<T> {
    fn new(capacity: usize) -> Self {
        Self(Mutex::new(Inside {
            unseen: VecDeque::new(),
            capacity,
            missed: 0,
            closed: false,
            reader: None,
        }))
    }

    /// The oldest makes room.
    fn push(self: Arc<Self>, item: T) -> Pushed<T> {
        let mut inside = self.0.lock();
        let oldest = if inside.unseen.len() < inside.capacity {
            None
        } else {
            inside.missed += 1;
            inside.unseen.pop_front()
        };
        inside.unseen.push_back(item);
        let reader = inside.reader.take();
        drop(inside);
        Pushed {
            _oldest: oldest,
            reader,
            _ring: self,
        }
    }

    /// Nothing will follow.
    fn close(&self) {
        let mut inside = self.0.lock();
        inside.closed = true;
        let reader = inside.reader.take();
        drop(inside);
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    pub(crate) fn poll_next(&self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Lagged>>> {
        let waker = cx.waker().clone();
        let mut inside = self.0.lock();
        if inside.missed > 0 {
            let missed = std::mem::take(&mut inside.missed);
            drop(inside);
            return Poll::Ready(Some(Err(Lagged(missed))));
        }
        if let Some(item) = inside.unseen.pop_front() {
            drop(inside);
            return Poll::Ready(Some(Ok(item)));
        }
        if inside.closed {
            drop(inside);
            return Poll::Ready(None);
        }
        let old = inside.reader.replace(waker);
        drop(inside);
        drop(old);
        Poll::Pending
    }
}

/// Dropped, it wakes the reader: not while a lock is held.
#[must_use = "the reader is woken when it is dropped"]
pub(crate) struct Pushed<T> {
    _oldest: Option<T>,
    reader: Option<Waker>,
    /// Its observer may have gone meanwhile, and left what it had not seen.
    _ring: Arc<Ring<T>>,
}

impl<T> Drop for Pushed<T> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

/// Those who observe one place. There is nothing before the first of them.
pub(crate) struct Rings<T>(OnceLock<Box<Mutex<List<T>>>>);

struct List<T> {
    rings: Vec<Weak<Ring<T>>>,
    /// Nothing will follow, for those who come now either.
    closed: bool,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            rings: Vec::new(),
            closed: false,
        }
    }
}

impl<T> Rings<T> {
    pub(crate) fn new() -> Self {
        Self(OnceLock::new())
    }

    pub(crate) fn subscribe(&self) -> Arc<Ring<T>> {
        self.with_capacity(CAPACITY)
    }

    /// For one that misses nothing, however slow it is.
    #[cfg(feature = "testing")]
    pub(crate) fn subscribe_without_bound(&self) -> Arc<Ring<T>> {
        self.with_capacity(usize::MAX)
    }

    fn with_capacity(&self, capacity: usize) -> Arc<Ring<T>> {
        let ring = Arc::new(Ring::new(capacity));
        let mut list = self.0.get_or_init(Box::default).lock();
        list.rings.retain(|ring| ring.strong_count() > 0);
        list.rings.push(Arc::downgrade(&ring));
        let closed = list.closed;
        drop(list);
        if closed {
            ring.close();
        }
        ring
    }

    fn all(&self) -> Vec<Arc<Ring<T>>> {
        self.0.get().map_or_else(Vec::new, |list| {
            let list = list.lock();
            list.rings.iter().filter_map(Weak::upgrade).collect()
        })
    }

    /// Nothing will follow.
    pub(crate) fn close(&self) {
        self.0.get_or_init(Box::default).lock().closed = true;
        for ring in self.all() {
            ring.close();
        }
    }
}

impl<T: Clone> Rings<T> {
    pub(crate) fn push(&self, item: &T) {
        drop(self.push_under_lock(item));
    }

    /// For who holds a lock, and lets go of that before it drops what this returns.
    pub(crate) fn push_under_lock(&self, item: &T) -> Vec<Pushed<T>> {
        let rings = self.all().into_iter();
        rings.map(|ring| ring.push(item.clone())).collect()
    }
}

impl<T> Drop for Rings<T> {
    fn drop(&mut self) {
        for ring in self.all() {
            ring.close();
        }
    }
}

impl<T> fmt::Debug for Ring<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ring").finish_non_exhaustive()
    }
}
