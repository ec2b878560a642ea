//! The handlers of one message give the same.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call(when = *n > 5)]
    fn add(&mut self, n: u64) -> u64 {
        self.value += n;
        n
    }
    #[call(name = add)]
    fn add_less(&mut self, n: u64) -> String {
        n.to_string()
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
