use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: HashMap<u32, u32>) -> usize {
    std::iter::zip([1], map).count()
}

fn main() {}
