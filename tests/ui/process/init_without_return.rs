//! An init makes the process.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn start(value: u64) {
        drop(Counter { value });
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter::spawn(5).await.unwrap();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
