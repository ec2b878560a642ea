use std::collections::HashSet;
use supervise::pure;

#[pure]
fn pure_one(a: &HashSet<u32>, b: &HashSet<u32>) -> Vec<u32> {
    a.union(b).copied().collect()
}

fn main() {}
