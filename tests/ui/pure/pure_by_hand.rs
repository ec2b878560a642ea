use std::cell::Cell;
use supervise::pure;

struct Shared(Cell<u32>);
impl supervise::Pure for Shared {}

#[pure]
fn pure_one(shared: &Shared) -> u32 {
    let _ = shared;
    1
}

fn main() {}
