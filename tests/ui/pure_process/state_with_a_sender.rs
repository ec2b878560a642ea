//! The state of a pure process is data.

use supervise::prelude::*;

fn start() -> Counter {
    Counter { value: 1, out: std::sync::mpsc::channel().0 }
}

#[pure]
pub struct Counter {
    value: u64,
    out: std::sync::mpsc::Sender<u64>,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn reset(self) -> Self {
        self
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = start().spawn();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
