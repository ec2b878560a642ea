//! A pure call that is answered later has a token.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[call]
    pub fn get(&self, reply: ReplyTo<u64>) {
        reply.send(self.value);
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
