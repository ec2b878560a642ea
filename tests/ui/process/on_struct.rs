//! Handlers are in an impl block.

use supervise::prelude::*;

#[managed_process]
pub struct Counter {
    value: u64,
}

impl Counter {
    pub fn get(&self) -> u64 {
        self.value
    }
}

fn main() {
    let _: u64 = Counter { value: 1 }.get();
}
