use supervise::pure;
use tokio::test as pure_below;

#[pure]
#[pure_below]
fn pure_one() -> u32 {
    1
}

fn main() {}
