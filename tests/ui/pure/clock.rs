use std::time::Instant;
use supervise::pure;

#[pure]
fn pure_one(n: u64) -> bool {
    Instant::now().elapsed().as_secs() > n
}

fn main() {
    pure_one(1);
}
