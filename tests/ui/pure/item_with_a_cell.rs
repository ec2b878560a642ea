use std::cell::Cell;

use supervise::pure;

#[pure]
struct Shared<I>(I);

#[pure]
impl<I: Iterator> Iterator for Shared<I> {
    type Item = Cell<u32>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

fn main() {
    Shared([1].into_iter()).next();
}
