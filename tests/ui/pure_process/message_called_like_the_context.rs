//! What a message is called does not make it data.

use supervise::prelude::*;

pub struct Cx;

impl Drop for Cx {
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
    pub fn handed(&self, cx: Cx) {
        let _ = cx;
    }

    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

async fn uses() -> Result<(), Box<dyn std::error::Error>> {
    let counter: CounterRef = Counter { value: 1 }.spawn();
    let _: u64 = counter.get().await?;
    counter.handed(Cx).await?;
    Ok(())
}

fn main() {
    drop(uses());
}
