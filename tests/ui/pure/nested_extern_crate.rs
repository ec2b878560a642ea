use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    extern crate std as core;
    n
}

fn main() {}
