//! A call says what it replies.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[call]
    pub fn add(mut self, n: u64) -> Next<Self> {
        self.value += n;
        Next::new(self)
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.add(1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
