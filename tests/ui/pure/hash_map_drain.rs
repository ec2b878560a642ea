use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(mut map: HashMap<u32, u32>) -> Option<(u32, u32)> {
    map.drain().next()
}

fn main() {}
