use std::ops::Deref;
use supervise::pure;

#[pure(deref)]
struct List(Vec<u32>);
impl Deref for List {
    type Target = Vec<u32>;
    fn deref(&self) -> &Vec<u32> {
        println!("effect");
        &self.0
    }
}

#[pure]
fn pure_one(list: List) -> usize {
    list.len()
}

fn main() {}
