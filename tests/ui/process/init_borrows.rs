//! The arguments of a process are owned.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn start(name: &str) -> Self {
        Counter { value: name.len() as u64 }
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter::spawn("five").await.unwrap();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
