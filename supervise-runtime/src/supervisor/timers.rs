//! When a supervisor's core wants to be called.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use tokio::time::{Instant, Sleep};

use super::core::{Core, TimerKey};

/// The core's timers: the earliest first, the next one armed.
#[derive(Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<(Instant, TimerKey)>>,
    /// How many in the heap are not in force any more.
    cancelled: usize,
    armed: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Timers {
    pub(super) fn set(&mut self, timer: TimerKey, at: Instant) {
        self.heap.push(Reverse((at, timer)));
    }

    /// Of those that are not next most are start timeouts that are cancelled soon: they are swept out
    /// in bulk.
    pub(super) fn cancel(&mut self, timer: TimerKey, core: &Core) {
        if let Some(Reverse((_, next))) = self.heap.peek()
            && *next == timer
        {
            self.heap.pop();
            return;
        }
        self.cancelled += 1;
        if self.cancelled > 64 && self.cancelled * 2 > self.heap.len() {
            self.cancelled = 0;
            self.heap.retain(|Reverse((_, timer))| core.awaits(*timer));
        }
    }

    fn next(&mut self, core: &Core) -> Option<Instant> {
        while let Some(Reverse((at, timer))) = self.heap.peek() {
            if core.awaits(*timer) {
                return Some(*at);
            }
            self.heap.pop();
            self.cancelled = self.cancelled.saturating_sub(1);
        }
        None
    }

    pub(super) fn due(&mut self, core: &Core) -> Option<TimerKey> {
        let at = self.next(core)?;
        if at > Instant::now() {
            return None;
        }
        self.heap.pop().map(|Reverse((_, timer))| timer)
    }

    pub(super) fn poll_due(&mut self, core: &Core, cx: &mut std::task::Context<'_>) -> Poll<()> {
        let Some(at) = self.next(core) else {
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
