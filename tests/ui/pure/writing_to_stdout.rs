use std::io::Write;
use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    let _ = write!(std::io::stdout(), "{n}");
    n
}

fn main() {}
