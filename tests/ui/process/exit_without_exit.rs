//! An exit handler is told of the exit.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[exit]
    fn linked_died(&mut self) {
        self.value = 0;
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
