use std::env::args as words;
use supervise::pure;

#[pure]
fn pure_one() -> usize {
    words().count()
}

fn main() {}
