use std::thread::spawn as run;
use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    run(|| 1).join().unwrap()
}

fn main() {}
