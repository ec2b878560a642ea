//! A guard takes nothing by `&mut`.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

fn take(n: &mut u64) -> u64 {
    *n
}

#[managed_process]
impl Counter {
    #[cast(when = take(&mut 5) > *n)]
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
    let _ = counter.add(1).await;
}
