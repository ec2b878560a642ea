//! A state that was given away has to be there after a panic.

use supervise::prelude::*;

#[pure]
pub struct Counter {
    value: u64,
}

#[managed_process(pure, on_panic = resume)]
impl Counter {
    #[cast]
    pub fn add(mut self, n: u64) -> Self {
        self.value += n;
        self
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.add(1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
