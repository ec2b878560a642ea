// The handle of a later child, where that of another process is wanted.

use supervise::prelude::*;

pub struct Counter {
    pub value: u64,
}

#[managed_process]
impl Counter {
    #[call]
    pub fn get(&self) -> u64 {
        self.value
    }
}

pub struct Clock;

#[managed_process]
impl Clock {
    #[call]
    pub fn now(&self) -> u64 {
        0
    }
}

pub struct Ledger;

#[managed_process]
impl Ledger {
    #[init]
    pub fn open(counter: CounterRef) -> Self {
        let _ = counter;
        Ledger
    }

    #[call]
    pub fn balance(&self) -> u64 {
        0
    }
}

supervision_tree! {
    pub Shop(value: u64) {
        counter: Counter { value },
        ledger: Ledger(late(clock)),
        clock: Clock {},
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.ledger().balance().await?;
    let _ = shop.counter().get().await?;
    let _ = shop.clock().now().await?;
    shop.shutdown().await;
    Ok(())
}

fn main() {}
