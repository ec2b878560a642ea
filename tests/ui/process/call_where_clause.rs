//! A condition holds for the whole process.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn show(&self) -> String
    where
        Self: Sized,
    {
        self.value.to_string()
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: String = counter.show().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
