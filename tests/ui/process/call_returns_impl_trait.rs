//! A reply has a name.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn values(&self) -> impl Iterator<Item = u64> {
        0..self.value
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.values().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
