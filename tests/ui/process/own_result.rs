//! Refusals are told by `core::result::Result`.

use supervise::prelude::*;

mod other {
    pub enum Result<T, E> {
        Fine(T),
        Bad(E),
    }
}

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn check(&self) -> other::Result<u64, String> {
        other::Result::Fine(self.value)
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.check().await;
    Ok(())
}

fn main() {
    drop(uses());
}
