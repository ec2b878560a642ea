// `late` with a name that no child has.

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

pub struct Audit;

#[managed_process]
impl Audit {
    #[init]
    pub fn of(ledger: LedgerRef) -> Self {
        let _ = ledger;
        Audit
    }

    #[call]
    pub fn entries(&self) -> usize {
        0
    }
}

supervision_tree! {
    pub Shop(balance: u64) {
        audit: Audit(late(ledgr)),
        ledger: Ledger(balance),
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.ledger().balance().await?;
    let _ = shop.audit().entries().await?;
    let _handle: ShopRef = (*shop).clone();
    shop.shutdown().await;
    Ok(())
}

fn main() {}
