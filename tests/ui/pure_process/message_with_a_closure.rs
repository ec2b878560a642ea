//! A closure from outside could do anything.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn run(&self, f: Box<dyn Fn() -> u64 + Send>) {
        f();
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.run(Box::new(|| 1)).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
