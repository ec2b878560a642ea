use std::cell::Cell;

use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    const SHARED: Cell<u32> = Cell::new(1);
    let _ = [SHARED; 2];
    let _ = [const { Cell::new(1) }; 2];
    1
}

fn main() {
    pure_one();
}
