//! Messages are owned.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    pub fn fill(&mut self, buffer: &mut Vec<u8>) {
        buffer.clear();
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.fill(&mut Vec::new()).await;
    Ok(())
}

fn main() {
    drop(uses());
}
