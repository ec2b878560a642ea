//! There is no process before its init.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn start(&mut self, value: u64) -> Self {
        Counter { value }
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
