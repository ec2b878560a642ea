// A checkpoint is taken after so many handlers.

use supervise::prelude::*;

pub struct Counter(u64);

#[managed_process]
impl Counter {
    #[call]
    pub fn value(&self) -> u64 {
        self.0
    }

    #[checkpoint(each = 10)]
    fn save(&self) -> Self {
        Counter(self.0)
    }
}

pub async fn program(counter: CounterRef) -> Result<u64, Box<dyn std::error::Error>> {
    Ok(counter.value().await?)
}

fn main() {}
