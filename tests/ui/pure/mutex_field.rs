use std::sync::Mutex;
use supervise::pure;

#[pure]
struct Shared {
    n: Mutex<u32>,
}

fn main() {
    let _ = Shared { n: Mutex::new(1) }.n;
}
