//! What is wrong in a signature is reported as in any method.

use supervise::prelude::*;

pub struct Counter {
    value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn run(&mut self, job: Box<Fn() + Send>) -> u64 {
        self.value
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), CallError> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    let _: u64 = counter.run(Box::new(|| ())).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
