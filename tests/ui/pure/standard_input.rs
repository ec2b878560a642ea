use std::io::stdin;
use supervise::pure;

#[pure]
fn pure_one() -> bool {
    stdin().lines().next().is_some()
}

fn main() {}
