//! What a message is called does not make it data.

use supervise::prelude::*;

pub struct End;

impl Drop for End {
    fn drop(&mut self) {
        println!("an effect");
    }
}

#[pure]
#[derive(Clone)]
pub struct Counter {
    value: u64,
}

#[managed_process(pure)]
impl Counter {
    #[cast]
    pub fn reached(&self, end: End) {
        let _ = end;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.reached(End).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
