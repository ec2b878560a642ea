use std::hash::{BuildHasher, Hasher};

use supervise::pure;

#[pure]
struct Loud;

impl Hasher for Loud {
    fn finish(&self) -> u64 {
        println!("side effect");
        0
    }
    fn write(&mut self, _: &[u8]) {}
}

#[pure]
struct Seed;

#[pure]
impl BuildHasher for Seed {
    type Hasher = Loud;
    fn build_hasher(&self) -> Loud {
        Loud
    }
}

fn main() {}
