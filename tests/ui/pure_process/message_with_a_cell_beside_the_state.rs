//! What comes with a state is checked like it.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn swap(&self, pair: (std::marker::PhantomData<Self>, std::cell::Cell<u64>)) {
        let _ = pair;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.swap((std::marker::PhantomData, std::cell::Cell::new(1))).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
