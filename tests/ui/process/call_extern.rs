//! Handlers are plain functions.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub extern "C" fn raw(&self) -> u64 {
        self.value
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: u64 = counter.raw().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
