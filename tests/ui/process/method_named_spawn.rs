//! `spawn` is generated.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn spawn(value: u64) -> Self {
        Counter { value }
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
    let _ = Counter::spawn(1);
    let _ = uses;
}
