//! The process that keeps statistics. Nobody waits for it: should it be behind, or down, some counts are lost.

use std::ops::AddAssign;

use supervise::prelude::*;

use super::keyspace::Tally;

#[derive(Debug)]
pub struct Stats {
    totals: Totals,
}

/// Counts that only grow, until `stats` crashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub connections: u64,
    pub refused: u64,
    pub commands: u64,
    pub keys: Tally,
}

#[managed_process]
impl Stats {
    #[init]
    pub fn start() -> Self {
        Self {
            totals: Totals::default(),
        }
    }

    #[cast]
    pub fn count(&mut self, more: Totals) {
        self.totals += more;
    }

    #[call]
    pub fn totals(&self) -> Totals {
        self.totals
    }

    #[cast]
    pub fn crash(&mut self) {
        panic!("stats was asked to crash");
    }
}

impl StatsRef {
    /// Counts without waiting.
    pub fn note(&self, more: Totals) {
        // A mailbox that is full of older counts is no reason to hold anybody up.
        let _lost = self.count(more).try_send();
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, more: Self) {
        self.connections += more.connections;
        self.refused += more.refused;
        self.commands += more.commands;
        self.keys += more.keys;
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.hits += more.hits;
        self.misses += more.misses;
        self.expired += more.expired;
    }
}
