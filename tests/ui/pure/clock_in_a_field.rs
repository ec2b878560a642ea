use std::time::Instant;
use supervise::pure;

#[pure]
struct Stamped {
    at: Instant,
}

#[pure]
fn pure_one(stamped: &Stamped) -> u32 {
    let _ = stamped;
    1
}

fn main() {}
