//! The type says which handlers are meant.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[info(name = add)]
    fn add(&mut self, n: u64) {
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
    let _ = counter.send(1_u64).await;
}
