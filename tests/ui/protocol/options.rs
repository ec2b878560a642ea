//! How a message is handled is no part of a protocol.

use supervise::prelude::*;

#[protocol]
pub trait Store {
    #[call(priority = 5)]
    fn get(&self, key: String) -> Option<String>;
}

fn main() {
    let _: Option<StoreRef> = None;
}
