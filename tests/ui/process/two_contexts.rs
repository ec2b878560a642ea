//! There is one context.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    pub fn add(&mut self, _cx: &mut Cx<Self>, _again: &mut Cx<Self>) {
        self.value += 1;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.add().await;
    Ok(())
}

fn main() {
    drop(uses());
}
