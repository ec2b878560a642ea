//! Nobody takes it.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[hibernate]
    fn shrink(&mut self) -> u64 {
        std::mem::take(&mut self.value)
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
