use std::collections::HashMap;
use std::hash::BuildHasher;
use supervise::pure;

#[pure]
fn pure_one(map: &HashMap<u32, u32>) -> u64 {
    map.hasher().hash_one(1)
}

fn main() {}
