//! `spawn` is generated.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    pub fn spawn(self) -> u64 {
        self.value
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses(counter: &CounterRef) -> Result<(), CallError> {
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    let _: u64 = Counter { value: 1 }.spawn();
    let _ = uses;
}
