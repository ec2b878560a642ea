//! A type parameter of a process stands for no closure.

use supervise::prelude::*;

pub struct Counter<F> {
    value: u64,
    of: std::marker::PhantomData<F>,
}

#[managed_process(pure)]
impl<F: Fn() -> u64 + Send + 'static> Counter<F> {
    #[cast]
    pub fn run(&self, f: F) {
        f();
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef<fn() -> u64> = Counter { value: 1, of: std::marker::PhantomData }.spawn();
    let _: u64 = counter.get().await?;
    counter.run(|| 1).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
