//! No type is pure because somebody says so.

use std::ops::Deref;

use supervise::{Pure, pure};

pub struct Evil;

impl Pure for Evil {
    fn every_type_must_be_marked_pure(&self) {}
}

impl Deref for Evil {
    type Target = u32;

    fn deref(&self) -> &u32 {
        println!("an effect");
        &1
    }
}

#[pure]
pub fn read(evil: Evil) -> u32 {
    *evil
}

fn main() {}
