use std::marker::PhantomData;
use std::ops::Deref;

use supervise::pure;

struct Other;

#[pure(deref)]
struct Cell<T>(PhantomData<T>, u32);

#[pure]
impl<T> Deref for Cell<T> {
    type Target = u32;
    fn deref(&self) -> &u32 {
        &self.1
    }
}

impl Deref for Cell<Other> {
    type Target = u32;
    fn deref(&self) -> &u32 {
        println!("side effect");
        &self.1
    }
}

fn main() {}
