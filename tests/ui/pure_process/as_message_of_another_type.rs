//! An answer comes back with its errors.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn ask(&self, other: CounterRef) -> Next<Self> {
        Next::new(self.clone()).call(other.get(), Self::got_as_message)
    }

    #[cast]
    fn got(&self, value: u64) {
        let _ = value;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.ask(counter.clone()).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
