#![allow(non_upper_case_globals)]

use supervise::pure;

static identity: fn(u32) -> u32 = |n| {
    println!("effect");
    n
};

#[pure]
fn pure_one(n: u32) -> u32 {
    identity(n)
}

fn main() {
    pure_one(1);
}
