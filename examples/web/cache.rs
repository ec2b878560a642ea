//! What was answered before.

use std::collections::HashMap;

use supervise::prelude::*;

/// Its last state is known, so that a crash costs nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    prices: HashMap<String, u64>,
}

#[managed_process]
impl Cache {
    #[init]
    pub fn new() -> Self {
        Cache::default()
    }

    #[call]
    pub fn get(&mut self, of: String) -> Option<u64> {
        self.prices.get(&of).copied()
    }

    #[cast]
    pub fn put(&mut self, of: String, price: u64) {
        self.prices.insert(of, price);
    }

    /// For tests and for the curious. It leaves nothing behind that is worth anything.
    #[cast]
    pub fn crash(&mut self) {
        self.prices.clear();
        panic!("the cache was asked to crash");
    }

    #[checkpoint]
    fn save(&self) -> Self {
        self.clone()
    }
}
