use std::rc::Rc;
use supervise::pure;

#[pure]
fn pure_one(n: &Rc<u32>) -> bool {
    Rc::ptr_eq(n, n)
}

fn main() {
    pure_one(&Rc::new(1));
}
