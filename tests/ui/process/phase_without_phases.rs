//! Only a process with phases has one.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    fn add(&mut self, n: u64, cx: &mut Cx<Self>) {
        self.value += n;
        cx.set_phase(());
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
