use std::process::abort;
use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    abort()
}

fn main() {}
