//! A message has one type.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn sum<const N: usize>(&mut self, amounts: [u64; N]) -> u64 {
        amounts.iter().sum()
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: u64 = counter.sum([1, 2]).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
