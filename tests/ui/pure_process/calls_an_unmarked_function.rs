//! A callback calls what is marked.

use supervise::prelude::*;

fn shown(n: u64) {
    println!("{n}");
}

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn show(&self) {
        shown(self.value);
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.show().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
