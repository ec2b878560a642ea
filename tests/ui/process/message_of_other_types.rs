//! The handlers of one message take the same.

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
    #[cast(name = add)]
    fn add_less(&mut self, n: u8) {
        self.value += u64::from(n);
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
