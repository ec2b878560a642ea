//! The oldest is not the next one.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process(overload = drop_oldest)]
impl Counter {
    #[cast(priority = 1)]
    fn add(&mut self) {
        self.value += 1;
    }

    #[call]
    fn sum(&self) -> u64 {
        self.value
    }
}

#[tokio::main]
async fn main() {
    let counter = Counter { value: 1 }.spawn();
    let _ = counter.sum().await;
}
