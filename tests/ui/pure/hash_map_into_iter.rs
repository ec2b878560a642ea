use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: HashMap<u32, u32>) -> Vec<(u32, u32)> {
    map.into_iter().collect()
}

fn main() {}
