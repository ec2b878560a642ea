use std::cell::Cell;
use supervise::pure;

struct Shared(&'static Cell<u32>);
unsafe impl Sync for Shared {}

const SHARED: Option<Cell<u32>> = Some(Cell::new(1));

#[pure]
fn pure_one() -> u32 {
    match SHARED {
        Some(_) => 1,
        None => 0,
    }
}

fn main() {}
