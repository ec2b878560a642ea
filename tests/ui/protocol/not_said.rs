// The process does not say that it implements the protocol.

use supervise::prelude::*;

#[protocol]
pub trait Store {
    #[call]
    fn get(&self, key: String) -> Option<String>;

    #[cast]
    fn clear(&self);
}

pub struct Memory;

#[managed_process]
impl Memory {
    #[call]
    pub fn get(&mut self, key: String) -> Option<String> {
        Some(key)
    }

    #[cast]
    pub fn clear(&mut self) {}
}

pub async fn program() -> Result<(), CallError> {
    let store: StoreRef = Memory.spawn().into();
    store.clear().await?;
    let _found: Option<String> = store.get("a".into()).await?;
    Ok(())
}

fn main() {}
