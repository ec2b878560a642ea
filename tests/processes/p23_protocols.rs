//! P23: clients depend on what a process can do, and not on which process it is.

use std::collections::HashMap;

use supervise::prelude::*;

/// No room.
#[derive(Clone, Debug, PartialEq)]
struct Full;

/// What a store can do.
#[protocol]
trait Store {
    /// Looks a key up.
    #[call]
    fn get(&self, key: String) -> Option<String>;

    #[call]
    fn put(&self, key: String, value: String) -> Result<(), Full>;

    #[cast]
    fn clear(&self);
}

#[derive(Default)]
struct MemoryStore(HashMap<String, String>);

#[managed_process(implements = [Store])]
impl MemoryStore {
    #[call]
    fn get(&self, key: String) -> Option<String> {
        self.0.get(&key).cloned()
    }

    #[call]
    async fn put(&mut self, key: String, value: String) -> Result<(), Full> {
        if self.0.len() == 2 {
            return Err(Full);
        }
        self.0.insert(key, value);
        Ok(())
    }

    #[cast]
    fn clear(&mut self) {
        self.0.clear();
    }

    #[call]
    fn len(&self) -> usize {
        self.0.len()
    }
}

#[tokio::test(start_paused = true)]
async fn a_handle_converts() {
    let memory = MemoryStore::default().spawn();
    let store: StoreRef = memory.clone().into();
    store.put("a".into(), "b".into()).await.unwrap();
    assert_eq!(store.get("a".into()).await.unwrap(), Some("b".into()));
    store.clear().await.unwrap();
    assert_eq!(memory.len().await.unwrap(), 0);
    assert_eq!(store, StoreRef::from(&memory));
}
