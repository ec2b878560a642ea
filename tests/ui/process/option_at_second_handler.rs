//! What is said of a message stands at its first handler.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast(when = *n > 5)]
    fn add(&mut self, n: u64) {
        self.value += n;
    }
    #[cast(name = add, priority = 5)]
    fn add_less(&mut self, n: u64) {
        self.value += n;
    }

    #[call]
    fn sum(&self) -> u64 {
        self.value
    }
}

#[tokio::main]
async fn main() {
    let counter = Counter { value: 1 }.spawn();
    let _ = counter.add(1).await;
}
