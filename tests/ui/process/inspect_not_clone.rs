//! What is seen is a copy.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process(inspect)]
impl Counter {

    #[call]
    fn sum(&self) -> u64 {
        self.value
    }
}

#[tokio::main]
async fn main() {
    let counter = Counter { value: 1 }.spawn();
    let _ = counter.sum().await;
    let _ = counter.state().await;
}
