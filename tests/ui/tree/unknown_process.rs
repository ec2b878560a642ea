// A process that does not exist.

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

supervision_tree! {
    pub Shop(balance: u64) {
        counter: Conter(balance),
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
