//! A process is `'static`.

use supervise::prelude::*;

pub struct Counter<'a> {
    value: u64,
    name: &'a str,
}

#[managed_process]
impl Counter<'_> {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1, name: "one" }.spawn();
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
