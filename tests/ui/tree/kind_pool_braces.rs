// The options of a pool come last.

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
        ledger: Ledger(balance),
        ledgers: pool { size: 3 } Ledger(balance),
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.ledger().balance().await?;
    let _handle: ShopRef = (*shop).clone();
    shop.shutdown().await;
    Ok(())
}

fn main() {}
