//! Nobody waits for a cast.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    pub fn add(&mut self, n: u64, reply: ReplyTo<u64>) {
        self.value += n;
        reply.send(self.value);
    }

    #[call]
    pub fn get(&self, reply: ReplyTo<u64>) {
        reply.send(self.value);
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    counter.add(1).await?;
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
