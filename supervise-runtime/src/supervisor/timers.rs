//! When a supervisor's core wants to be called.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use tokio::time::{Instant, Sleep};

use super::core::TimerKey;

/// The core's timers: the earliest first, the next one armed.
#[derive(Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<(Instant, TimerKey)>>,
    cancelled: HashSet<TimerKey>,
    armed: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Timers {
    pub(super) fn set(&mut self, timer: TimerKey, at: Instant) {
        self.heap.push(Reverse((at, timer)));
    }

    /// Most timers are start timeouts that are cancelled soon: they are swept out in bulk.
    pub(super) fn cancel(&mut self, timer: TimerKey) {
        self.cancelled.insert(timer);
        if self.cancelled.len() > 64 && self.cancelled.len() * 2 > self.heap.len() {
            let cancelled = std::mem::take(&mut self.cancelled);
            self.heap
                .retain(|Reverse((_, timer))| !cancelled.contains(timer));
        }
    }

    fn next(&mut self) -> Option<Instant> {
        while let Some(Reverse((at, timer))) = self.heap.peek() {
            if !self.cancelled.remove(timer) {
                return Some(*at);
            }
            self.heap.pop();
        }
        None
    }

    pub(super) fn due(&mut self) -> Option<TimerKey> {
        let at = self.next()?;
        if at > Instant::now() {
            return None;
        }
        self.heap.pop().map(|Reverse((_, timer))| timer)
    }

    pub(super) fn poll_due(&mut self, cx: &mut std::task::Context<'_>) -> Poll<()> {
        let Some(at) = self.next() else {
            return Poll::Pending;
        };
        let sleep = match &mut self.armed {
            Some((armed, sleep)) => {
                if *armed != at {
                    sleep.as_mut().reset(at);
                    *armed = at;
                }
                sleep
            }
            None => {
                &mut self
                    .armed
                    .insert((at, Box::pin(tokio::time::sleep_until(at))))
                    .1
            }
        };
        sleep.as_mut().poll(cx)
    }
}
