//! An answer comes back to a cast or an info, not to a call.

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
        Next::new(self.clone()).call(other.get(), Self::get_as_message)
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
