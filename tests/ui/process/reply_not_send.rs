//! A reply goes to another thread.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn share(&mut self) -> std::rc::Rc<u64> {
        std::rc::Rc::new(self.value)
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.share().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
