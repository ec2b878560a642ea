//! Who answers later has given the call away.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call(redeliver = 3)]
    async fn add(&mut self, n: u64, reply: ReplyTo<u64>) {
        reply.send(n);
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
