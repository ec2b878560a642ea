//! A state that was given away has to be there after a refusal.

use supervise::prelude::*;

#[pure]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[call]
    pub fn take(mut self, n: u64) -> Result<Next<Self, u64>, String> {
        self.value = self.value.checked_sub(n).ok_or("not that much")?;
        Ok(Next::new(self).reply(n))
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: u64 = counter.take(1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
