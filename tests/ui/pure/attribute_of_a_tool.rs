use supervise::pure;
use tokio as clippy;

#[pure]
#[clippy::main]
fn pure_one() -> u32 {
    1
}

fn main() {}
