//! A refusal goes to another thread.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn check(&self) -> Result<u64, Box<dyn std::error::Error>> {
        Ok(self.value)
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.check().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
