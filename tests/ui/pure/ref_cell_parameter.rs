use std::cell::RefCell;
use supervise::pure;

#[pure]
fn pure_one(list: &RefCell<Vec<u32>>) -> u32 {
    let _ = list;
    1
}

fn main() {}
