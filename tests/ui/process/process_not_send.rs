//! A process may move to another thread.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
    shared: std::rc::Rc<u64>,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1, shared: std::rc::Rc::new(2) }.spawn();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
