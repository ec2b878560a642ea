//! A path to the library that leads nowhere.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process(crate = wrong::path)]
impl Counter {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }

    #[cast]
    pub async fn add(&mut self, n: u64, cx: &mut Cx<Self>) {
        let _ = cx;
        self.value += n;
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.add(1).await;
    Ok(())
}

fn main() {
    drop(uses());
}
