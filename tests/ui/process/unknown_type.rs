//! A type that there is not.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn add(&mut self, amount: Amount) -> u64 {
        self.value += amount.value;
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
    let _ = CounterRef::add;
    Ok(())
}

fn main() {
    drop(uses());
}
