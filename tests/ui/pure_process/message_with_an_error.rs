//! An error from outside could do anything when it is shown.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn note(&self, error: Box<dyn std::error::Error + Send + Sync>) {
        let _ = error;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.note("broken".into()).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
