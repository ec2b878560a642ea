use std::sync::atomic::AtomicU32;
use supervise::pure;

static COUNT: AtomicU32 = AtomicU32::new(0);

#[pure]
fn pure_one() -> u32 {
    let _ = &COUNT;
    1
}

fn main() {
    pure_one();
}
