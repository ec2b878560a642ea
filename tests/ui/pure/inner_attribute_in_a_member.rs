//! A condition inside of a method is of that method, not of the block around it.

use supervise::pure;

#[pure]
pub struct X(u32);

#[pure]
impl Clone for X {
    fn clone(&self) -> Self {
        #![cfg(any())]
        X(self.0)
    }
}

impl Clone for X {
    fn clone(&self) -> Self {
        println!("an effect");
        X(self.0)
    }
}

#[pure]
pub fn twice(x: &X) -> X {
    x.clone()
}

fn main() {}
