// A path to the library that leads nowhere.

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
    crate = wrong::path;

    pub Shop(value: u64) {
        counter: Counter { value },
    }
}

pub async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start(1).await?;
    let _ = shop.counter().get().await?;
    let handle: ShopRef = (*shop).clone();
    println!("{handle:?}");
    shop.shutdown().await;
    Ok(())
}

fn main() {}
