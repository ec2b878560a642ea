use std::rc::Rc;
use supervise::pure;

#[pure]
fn pure_one(value: Rc<u32>) -> bool {
    Rc::try_unwrap(value).is_ok()
}

fn main() {}
