//! Where a function pointer is expected, std's function could become one too.

#![allow(non_upper_case_globals)]

use supervise::pure;

const identity: fn(u32) -> u32 = |n| {
    println!("effect");
    n
};

#[pure]
fn pure_one(list: &[u32]) -> Vec<u32> {
    let given: fn(u32) -> u32 = identity;
    list.iter().copied().map(given).collect()
}

fn main() {
    pure_one(&[1]);
}
