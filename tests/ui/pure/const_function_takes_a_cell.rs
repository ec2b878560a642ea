use std::cell::Cell;
use supervise::pure;

#[pure]
const fn pure_one(cell: &Cell<u32>) -> u32 {
    cell.replace(1)
}

fn main() {}
