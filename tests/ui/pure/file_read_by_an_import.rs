use std::fs::read_to_string;
use supervise::pure;

#[pure]
fn pure_one() -> String {
    read_to_string("x").unwrap()
}

fn main() {}
