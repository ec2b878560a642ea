//! A helper in another block is marked too.

use supervise::prelude::*;

impl Counter {
    fn print(&self) {
        println!("{}", self.value);
    }
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
        self.print();
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
