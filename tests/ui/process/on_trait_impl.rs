//! A trait's methods are no handlers.

use supervise::prelude::*;

trait Count {
    fn get(&self) -> u64;
}

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Count for Counter {
    #[call]
    fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
