use std::thread::current;
use supervise::pure;

#[pure]
fn pure_one() -> bool {
    current().name().is_some()
}

fn main() {}
