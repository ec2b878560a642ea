use std::rc::Rc;
use supervise::pure;

#[pure]
fn pure_one(value: &Rc<u32>) -> bool {
    Rc::downgrade(value).upgrade().is_some()
}

fn main() {}
