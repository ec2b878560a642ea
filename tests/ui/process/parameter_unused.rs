//! A parameter that the process doesn't have.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl<T: Send> Counter {
    #[cast]
    pub fn take(&mut self, it: T) {
        drop(it);
    }

    #[call]
    pub fn get(&self) -> u64 {
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
