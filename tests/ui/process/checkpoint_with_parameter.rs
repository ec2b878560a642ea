// A checkpoint takes nothing.

use supervise::prelude::*;

pub struct Counter(u64);

#[managed_process]
impl Counter {
    #[call]
    pub fn value(&self) -> u64 {
        self.0
    }

    #[checkpoint]
    fn save(&self, _deep: bool) -> Self {
        Counter(self.0)
    }
}

pub async fn program(counter: CounterRef) -> Result<u64, Box<dyn std::error::Error>> {
    Ok(counter.value().await?)
}

fn main() {}
