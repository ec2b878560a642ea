//! The process that sees to it that keys go when their time is over, also those nobody asks for.

use std::time::Duration;

use supervise::prelude::*;
use supervise::{ByKey, PoolRef};

use super::stats::{StatsRef, Totals};
use super::store::Store;

const PERIOD: Duration = Duration::from_millis(100);

/// So many keys of a store go at a time, so that a sweep never keeps clients waiting for long.
const AT_MOST: usize = 10_000;

#[derive(Debug)]
pub struct Expiry {
    stores: PoolRef<Store, ByKey>,
    stats: StatsRef,
}

#[managed_process]
impl Expiry {
    #[init]
    pub fn start(stores: PoolRef<Store, ByKey>, stats: StatsRef, cx: &mut Cx<Self>) -> Self {
        cx.me().sweep().every(PERIOD);
        Self { stores, stats }
    }

    #[cast]
    async fn sweep(&mut self) {
        let mut totals = Totals::default();
        for store in self.stores.iter() {
            // One that is down has no keys either.
            if let Ok(tally) = store.sweep(AT_MOST).await {
                totals.keys += tally;
            }
        }
        self.stats.note(totals);
    }

    #[cast]
    pub fn crash(&mut self) {
        panic!("expiry was asked to crash");
    }
}
