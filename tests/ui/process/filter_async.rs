//! A filter does not wait.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    fn add(&mut self, n: u64) {
        self.value += n;
    }
    #[filter]
    async fn admit(&self, _message: CounterMessage<'_>) -> Filter {
        Filter::Pass
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
