use std::cell::Cell;
use supervise::pure;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

#[pure]
fn pure_one() -> u32 {
    COUNT.get()
}

fn main() {}
