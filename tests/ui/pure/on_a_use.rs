use supervise::pure;

#[pure]
use std::fs::read;

#[pure]
fn pure_one() -> u32 {
    1
}

fn main() {}
