// A handler of the protocol has a mistake of its own.

use supervise::prelude::*;

#[protocol]
pub trait Store {
    #[call]
    fn get(&self, key: String) -> Option<String>;

    #[cast]
    fn clear(&self);
}

pub struct Memory;

#[managed_process(implements = [Store])]
impl Memory {
    #[call]
    pub fn get(&mut self, key: &str) -> Option<String> {
        Some(key.to_owned())
    }

    #[cast]
    pub fn clear(&mut self) {}
}

pub async fn program() -> Result<(), CallError> {
    let store: StoreRef = Memory.spawn().into();
    store.clear().await?;
    let _found: Option<String> = store.get("a".to_string()).await?;
    Ok(())
}

fn main() {}
