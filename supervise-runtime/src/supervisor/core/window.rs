//! How many restarts there were of late.

use std::collections::VecDeque;
use std::time::Duration;

use supervise_model::Limit;

use crate::exit::{ChildFailure, ExitReason};
use crate::supervisor::label::Label;

/// The restarts of the last period: an exact sliding window.
#[derive(Debug)]
pub(super) struct Window {
    limit: Limit,
    /// Oldest first. Never longer than the limit, since the restart beyond it is refused.
    restarts: VecDeque<Counted>,
}

/// A failure after which there was a restart.
#[derive(Debug)]
struct Counted {
    at: Duration,
    child: Label,
    reason: ExitReason,
}

impl Window {
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            limit,
            restarts: VecDeque::new(),
        }
    }

    /// Counts a restart, unless it is one too many, with the failure that is its cause.
    pub(super) fn allow(&mut self, now: Duration, child: &Label, reason: &ExitReason) -> bool {
        let Some((most, period)) = self.limit.bound() else {
            return true;
        };
        let old = self.older_than(now, period);
        self.restarts.drain(..old);
        if self.restarts.len() >= most as usize {
            return false;
        }
        self.restarts.push_back(Counted {
            at: now,
            child: child.clone(),
            reason: reason.clone(),
        });
        true
    }

    /// The restarts that count at this time; without a limit none is remembered.
    #[cfg(test)]
    pub(super) fn count(&self, now: Duration) -> usize {
        let old = match self.limit.bound() {
            Some((_, period)) => self.older_than(now, period),
            None => 0,
        };
        self.restarts.len() - old
    }

    pub(super) fn recent(&self) -> impl Iterator<Item = Duration> + '_ {
        self.restarts.iter().map(|counted| counted.at)
    }

    /// The failures that count.
    pub(super) fn history(&self, now: Duration) -> Vec<ChildFailure> {
        let counted = self.restarts.iter();
        counted
            .map(|counted| ChildFailure {
                child: counted.child.text(),
                reason: counted.reason.clone(),
                ago: now.saturating_sub(counted.at),
            })
            .collect()
    }

    pub(super) fn period(&self) -> Option<Duration> {
        self.limit.bound().map(|(_, period)| period)
    }

    /// How many restarts the limit allows within its period.
    pub(super) fn most(&self) -> u32 {
        self.limit.bound().map_or(u32::MAX, |(most, _)| most)
    }

    /// A restart exactly one period old still counts.
    fn older_than(&self, now: Duration, period: Duration) -> usize {
        self.restarts
            .partition_point(|counted| now.saturating_sub(counted.at) > period)
    }
}
