// The attribute stands on an impl block.

use supervise::prelude::*;

pub struct Store;

#[protocol]
impl Store {
    pub fn size(&self) -> usize {
        0
    }
}

pub fn program() -> usize {
    Store.size()
}

fn main() {}
