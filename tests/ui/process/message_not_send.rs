//! A message goes to another thread.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    pub fn share(&mut self, shared: std::rc::Rc<u64>) {
        self.value = *shared;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.share(std::rc::Rc::new(1)).await;
    Ok(())
}

fn main() {
    drop(uses());
}
