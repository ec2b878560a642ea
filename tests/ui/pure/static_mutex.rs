use std::sync::Mutex;
use supervise::pure;

static COUNT: Mutex<u32> = Mutex::new(0);

#[pure]
fn pure_one() -> u32 {
    *COUNT.lock().unwrap()
}

fn main() {}
