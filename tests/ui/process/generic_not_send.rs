//! A process may move to another thread.

use supervise::prelude::*;

pub struct Counter<T> {
    value: u64,
    item: Option<T>,
}

#[managed_process]
impl<T> Counter<T> {
    #[call]
    pub fn item(&mut self) -> Option<T> {
        self.item.take()
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef<u8> = Counter { value: 1, item: Some(2_u8) }.spawn();
    let _: u64 = counter.get().await?;
    let _: Option<u8> = counter.item().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
