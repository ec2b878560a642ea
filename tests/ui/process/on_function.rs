//! Handlers are in an impl block.

use supervise::prelude::*;

#[managed_process]
async fn counter(value: u64) -> u64 {
    value
}

fn main() {
    drop(counter(1));
}
