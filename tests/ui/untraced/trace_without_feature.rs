//! A trace is there only with the feature.

use supervise::prelude::*;

#[pure]
pub struct Counter {
    value: u64,
}

#[managed_process(pure, trace = 16)]
impl Counter {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<u64, CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    counter.get().await
}

fn main() {
    drop(uses());
}
