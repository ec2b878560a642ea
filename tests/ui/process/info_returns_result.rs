//! A message from outside has nobody to tell of an error.

use supervise::prelude::*;

pub struct Tick;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[info]
    fn tick(&mut self, _tick: Tick) -> Result<(), std::fmt::Error> {
        self.value += 1;
        Ok(())
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
