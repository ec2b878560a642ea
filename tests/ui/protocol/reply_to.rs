// A protocol that replies later.

use supervise::prelude::*;

#[protocol]
pub trait Store {
    #[call]
    fn get(&self, key: String, reply: supervise::ReplyTo<Option<String>>);

    #[cast]
    fn clear(&self);
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
    let store: StoreRef = Memory.spawn().into();
    store.clear().await?;
    let _ = store.get("a".into()).await?;
    Ok(())
}

fn main() {}
