//! A call is answered with what it returns.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    fn add(&mut self, n: u64) -> Action<Self> {
        self.value += n;
        Action::CONTINUE
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
