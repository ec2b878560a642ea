use std::collections::HashSet;
use supervise::pure;

#[pure]
fn pure_one(set: &HashSet<u32>) -> Option<&u32> {
    set.iter().next()
}

fn main() {}
