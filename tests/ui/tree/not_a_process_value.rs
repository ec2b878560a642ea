// The same, made from a value.

use supervise::prelude::*;

pub struct Ledger;

#[managed_process]
impl Ledger {
    #[init]
    pub fn open(balance: u64) -> Self {
        let _ = balance;
        Ledger
    }

    #[call]
    pub fn balance(&self) -> u64 {
        0
    }
}

pub struct Counter {
    pub value: u64,
}

impl Counter {
    pub fn get(&self) -> u64 {
        self.value
    }
}

supervision_tree! {
    pub Shop(balance: u64) {
        counter: Counter { value: balance } { restart: transient },
        ledger: Ledger(counter.get_count(balance)),
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.counter().get().await?;
    let _ = shop.ledger().balance().await?;
    let handle: ShopRef = (*shop).clone();
    println!("{handle:?} {:?}", handle.counter());
    shop.shutdown().await;
    Ok(())
}

fn main() {}
