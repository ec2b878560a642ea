use std::rc::Rc;
use supervise::pure;

#[pure]
fn pure_one(n: &Rc<u32>) -> usize {
    Rc::strong_count(n)
}

fn main() {
    pure_one(&Rc::new(1));
}
