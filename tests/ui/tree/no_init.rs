// Arguments for a process that is a value.

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

supervision_tree! {
    pub Shop(balance: u64) {
        counter: Counter(balance, 7),
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.counter().get().await?;
    let _handle: ShopRef = (*shop).clone();
    shop.shutdown().await;
    Ok(())
}

fn main() {}
