// A parameter that is of no one type.

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
    pub Shop(name: impl AsRef<str> + Clone) {
        ledger: Ledger(name.as_ref().len() as u64),
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start("shop").await?;
    let _ = shop.ledger().balance().await?;
    let _handle: ShopRef = (*shop).clone();
    shop.shutdown().await;
    Ok(())
}

fn main() {}
