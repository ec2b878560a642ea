use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: HashMap<u32, u32>) -> Vec<(u32, u32)> {
    vec![(1, 1)].into_iter().chain(map).collect()
}

fn main() {}
