//! A handler may be moved to another thread while it waits.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[cast]
    pub async fn wait(&mut self) {
        let shared = std::rc::Rc::new(self.value);
        std::future::ready(()).await;
        drop(shared);
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _ = counter.wait().await;
    Ok(())
}

fn main() {
    drop(uses());
}
