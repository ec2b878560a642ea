//! A pure terminate knows no deadline.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[terminate]
    fn bye(self, end: &End) {
        drop(end.reason().clone());
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
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
