//! Only terminate is about an end.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn ended(&self, _end: &End) -> bool {
        self.value == 0
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: bool = counter.ended().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
