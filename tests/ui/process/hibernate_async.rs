//! It does not wait.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[hibernate]
    async fn shrink(&mut self) {
        self.value = 0;
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
