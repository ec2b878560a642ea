use std::ops::{Deref, DerefMut};
use supervise::pure;

#[pure(deref)]
struct List(Vec<u32>);
#[pure]
impl Deref for List {
    type Target = Vec<u32>;
    fn deref(&self) -> &Vec<u32> {
        &self.0
    }
}
impl DerefMut for List {
    fn deref_mut(&mut self) -> &mut Vec<u32> {
        println!("effect");
        &mut self.0
    }
}

#[pure]
fn pure_one(mut list: List) -> usize {
    list.push(1);
    list.len()
}

fn main() {}
