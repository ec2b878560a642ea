// What a method is for the process has no condition.

use supervise::prelude::*;

pub struct Counter(u64);

#[managed_process]
impl Counter {
    #[cfg_attr(not(any()), call)]
    pub fn get(&self) -> u64 {
        self.0
    }

    #[cast]
    pub fn add(&mut self, n: u64) {
        self.0 += n;
    }
}

pub async fn program(counter: CounterRef) -> Result<u64, Box<dyn std::error::Error>> {
    counter.add(1).await?;
    Ok(counter.get().await?)
}

fn main() {}
