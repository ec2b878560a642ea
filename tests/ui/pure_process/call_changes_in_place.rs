//! A pure call does not change its state in place.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[call]
    pub fn add(&mut self, n: u64) -> Next<Self, u64> {
        Next::new(self.clone()).reply(n)
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: u64 = counter.add(1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
