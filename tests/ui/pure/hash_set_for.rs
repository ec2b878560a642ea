use std::collections::HashSet;
use supervise::pure;

#[pure]
fn pure_one(set: &HashSet<u32>) -> u32 {
    let mut last = 0;
    for n in set {
        last = *n;
    }
    last
}

fn main() {}
