//! A process is not kept in a pointer.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn share(self: std::sync::Arc<Self>) -> u64 {
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
    let _: u64 = counter.share().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
