// A pure process needs no checkpoint.

use supervise::prelude::*;

#[derive(Clone)]
#[pure]
pub struct Counter(u64);

#[managed_process(pure)]
impl Counter {
    #[call]
    pub fn value(&self) -> u64 {
        self.0
    }

    #[checkpoint]
    fn save(&self) -> Self {
        Counter(self.0)
    }
}

pub async fn program(counter: CounterRef) -> Result<u64, Box<dyn std::error::Error>> {
    Ok(counter.value().await?)
}

fn main() {}
