// A process in the place of its handle.

use supervise::prelude::*;

pub struct Memory;

#[managed_process]
impl Memory {
    #[call]
    pub fn get(&mut self, key: String) -> Option<String> {
        Some(key)
    }

    #[cast]
    pub fn bind(&mut self, cx: &mut Cx<Self>) {
        cx.link(&Memory);
    }
}

pub async fn program() -> Result<(), CallError> {
    let memory: MemoryRef = Memory.spawn();
    memory.bind().await?;
    let _found: Option<String> = memory.get("a".into()).await?;
    Ok(())
}

fn main() {}
