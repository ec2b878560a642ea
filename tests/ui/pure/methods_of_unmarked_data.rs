//! What a method is called on has to be pure data too.

use std::ops::{Deref, Neg};

use supervise::pure;

pub struct Evil(u32);

impl Deref for Evil {
    type Target = u32;

    fn deref(&self) -> &u32 {
        println!("an effect");
        &self.0
    }
}

#[pure]
impl Evil {
    pub fn read(self) -> u32 {
        *self
    }
}

#[pure]
impl Neg for &Evil {
    type Output = u32;

    fn neg(self) -> u32 {
        **self
    }
}

fn main() {}
