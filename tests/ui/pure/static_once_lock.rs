use std::sync::OnceLock;
use supervise::pure;

static FIRST: OnceLock<u32> = OnceLock::new();

#[pure]
fn pure_one(n: u32) -> u32 {
    *FIRST.get_or_init(|| n)
}

fn main() {}
