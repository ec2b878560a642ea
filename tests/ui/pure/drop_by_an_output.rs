//! The result of a generic operator is dropped.

use std::ops::Add;
use supervise::pure;

struct Noisy;
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("effect");
    }
}
#[pure]
#[derive(Clone, Copy)]
struct Item;
#[pure]
impl Add for Item {
    type Output = Noisy;
    fn add(self, _: Item) -> Noisy {
        unreachable!()
    }
}

#[pure]
fn pure_one(item: Item) -> u32 {
    let _ = item + item;
    1
}

fn main() {}
