use std::hash::{BuildHasher, RandomState};
use supervise::pure;

#[pure]
fn pure_one() -> u64 {
    RandomState::new().hash_one(1)
}

fn main() {}
