//! The context is that of the process.

use supervise::prelude::*;

pub struct Other;

#[managed_process]
impl Other {}

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn add(&mut self, amount: u64, _cx: &mut Cx<Other>) -> u64 {
        self.value += amount;
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
    let _: u64 = counter.add(1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
