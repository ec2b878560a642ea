//! What a pure process starts with is data.

use supervise::prelude::*;

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[init]
    pub fn open(file: std::fs::File) -> Self {
        let _ = file;
        Self { value: 1 }
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter::spawn(std::fs::File::open("x")?).await?;
    let _: u64 = counter.get().await?;
    Ok(())
}

fn main() {
    drop(uses());
}
