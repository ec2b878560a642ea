//! A terminate that wants the reason alone.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        println!("{reason}");
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
