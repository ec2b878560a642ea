// What is implemented is an ordinary trait.

use supervise::prelude::*;

pub trait Store {
    fn get(&self, key: String) -> Option<String>;
}

pub struct Memory;

#[managed_process(implements = [Store])]
impl Memory {
    #[call]
    pub fn get(&mut self, key: String) -> Option<String> {
        Some(key)
    }

    #[cast]
    pub fn clear(&mut self) {}
}

pub async fn program() -> Result<(), CallError> {
    let store: MemoryRef = Memory.spawn();
    store.clear().await?;
    let _found: Option<String> = store.get("a".into()).await?;
    Ok(())
}

fn main() {}
