//! The answer is of the type that the right to answer says.

use supervise::prelude::*;

struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    fn add(&mut self, n: u64, reply: ReplyTo<u64>) {
        reply.send(n.to_string());
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
