//! A state that is not to be seen.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
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
