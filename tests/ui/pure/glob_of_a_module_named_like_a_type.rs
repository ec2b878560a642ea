#![allow(non_snake_case)]

use supervise::pure;

mod Dirty {
    pub fn go(n: u32) -> u32 {
        println!("effect");
        n
    }
}

#[pure]
fn pure_one(go: &dyn Fn(u32) -> u32) -> u32 {
    use crate::Dirty::*;
    go(1)
}

fn main() {
    pure_one(&|n| n);
}
