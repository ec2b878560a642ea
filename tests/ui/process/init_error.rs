//! An init that fails with something that is no error.

use supervise::prelude::*;

#[derive(Debug)]
pub struct Closed;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn open(value: u64) -> Result<Self, Closed> {
        Ok(Self { value })
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() {
    let counter: CounterRef = Counter::spawn(1).await.unwrap();
    let _: u64 = counter.get().await.unwrap();
}

fn main() {
    drop(uses());
}
