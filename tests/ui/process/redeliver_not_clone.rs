//! What is handled again is copied before.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

struct Count(u64);

#[managed_process]
impl Counter {
    #[cast(redeliver = 3)]
    async fn add(&mut self, n: Count) {
        self.value += n.0;
    }

    #[call]
    fn sum(&self) -> u64 {
        self.value
    }
}

#[tokio::main]
async fn main() {
    let counter = Counter { value: 1 }.spawn();
    let _ = counter.add(Count(1)).await;
}
