//! Who waits to see something in the status of a place.

use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Waker;

/// Those who wait for a change of status.
#[derive(Default)]
pub(crate) struct Observers {
    wakers: Vec<(u64, Waker)>,
}

impl Observers {
    pub(crate) fn register(&mut self, ticket: &mut Option<u64>, waker: &Waker) -> Option<Waker> {
        if let Some(held) = *ticket
            && let Some((_, old)) = self.wakers.iter_mut().find(|(id, _)| *id == held)
        {
            return Some(std::mem::replace(old, waker.clone()));
        }
        // Unlike any other: who was woken may hold its ticket for long after these observers are gone.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        *ticket = Some(next);
        self.wakers.push((next, waker.clone()));
        None
    }

    pub(crate) fn remove(&mut self, ticket: u64) -> Option<Waker> {
        let index = self.wakers.iter().position(|(id, _)| *id == ticket)?;
        Some(self.wakers.swap_remove(index).1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.wakers.is_empty()
    }

    pub(crate) fn take(&mut self) -> Vec<Waker> {
        // What most find.
        if self.wakers.is_empty() {
            return Vec::new();
        }
        std::mem::take(&mut self.wakers)
            .into_iter()
            .map(|(_, waker)| waker)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who was woken by observers that are gone takes nobody's place among others.
    #[test]
    fn a_ticket_is_unlike_those_of_other_observers() {
        let (mut before, mut now) = (Observers::default(), Observers::default());
        let (mut old, mut new) = (None, None);
        before.register(&mut old, Waker::noop());
        now.register(&mut new, Waker::noop());
        assert_ne!(old, new);
        assert!(now.remove(old.expect("it has registered")).is_none());
        assert!(!now.is_empty());
    }
}
