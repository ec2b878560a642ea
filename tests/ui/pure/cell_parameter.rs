use std::cell::Cell;
use supervise::pure;

#[pure]
fn pure_one(n: &Cell<u32>) -> u32 {
    let _ = n;
    1
}

fn main() {
    pure_one(&Cell::new(1));
}
