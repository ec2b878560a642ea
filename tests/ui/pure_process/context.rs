//! A pure callback has no context.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn end(&self, cx: &mut Cx<Self>) {
        cx.stop(ExitReason::Normal);
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.end().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
