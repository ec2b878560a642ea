use std::collections::BinaryHeap;
use supervise::pure;

#[pure]
#[derive(PartialEq, Eq, PartialOrd)]
struct Name(u32);
impl Ord for Name {
    fn cmp(&self, other: &Name) -> std::cmp::Ordering {
        println!("effect");
        self.0.cmp(&other.0)
    }
}

#[pure]
fn pure_one(mut heap: BinaryHeap<Name>) -> usize {
    heap.push(Name(1));
    heap.len()
}

fn main() {}
