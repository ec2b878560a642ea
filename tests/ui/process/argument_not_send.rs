//! The arguments of a process go to another thread.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[init]
    pub fn start(value: std::rc::Rc<u64>) -> Self {
        Counter { value: *value }
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter::spawn(std::rc::Rc::new(5)).await.unwrap();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
