use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(mut map: HashMap<u32, u32>) -> usize {
    map.retain(|key, _| *key > 1);
    map.len()
}

fn main() {}
