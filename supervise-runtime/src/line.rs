//! Those who wait for room in a mailbox.

use std::collections::VecDeque;
use std::task::Waker;

/// Those who wait for room, in order; the first `granted` of them have it already.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) waiters: VecDeque<Waiter>,
    pub(crate) granted: usize,
    pub(crate) next_ticket: u64,
}

impl Line {
    pub(crate) fn grant(&mut self, used: usize, capacity: usize) -> Wakers {
        let mut woken = Wakers::default();
        while self.granted < self.waiters.len() && used + self.granted < capacity {
            woken.add(self.waiters[self.granted].waker.clone());
            self.granted += 1;
        }
        woken
    }

    /// Where somebody stands. Tickets grow along the line.
    pub(crate) fn index_of(&self, ticket: Ticket) -> Option<usize> {
        let by_ticket = |waiter: &Waiter| waiter.ticket;
        self.waiters.binary_search_by_key(&ticket, by_ticket).ok()
    }
}

pub(crate) struct Waiter {
    pub(crate) ticket: Ticket,
    pub(crate) waker: Waker,
}

/// A place in the queue of those who wait for room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket(pub(crate) u64);

/// Wakers collected under the lock and woken after it. One is the usual case.
#[derive(Default)]
pub(crate) struct Wakers {
    first: Option<Waker>,
    rest: Vec<Waker>,
}

impl Wakers {
    fn add(&mut self, waker: Waker) {
        if self.first.is_none() {
            self.first = Some(waker);
        } else {
            self.rest.push(waker);
        }
    }

    pub(crate) fn wake(self) {
        for waker in self.first.into_iter().chain(self.rest) {
            waker.wake();
        }
    }
}

#[inline]
pub(crate) fn wake_granted(granted: Option<Wakers>) {
    if let Some(wakers) = granted {
        wakers.wake();
    }
}
