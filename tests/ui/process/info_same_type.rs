//! The type says which handler is meant.

use supervise::prelude::*;

pub struct Tick;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[info]
    fn tick(&mut self, Tick: Tick) {
        self.value += 1;
    }

    #[info]
    fn tock(&mut self, _tick: Tick) {
        self.value -= 1;
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
