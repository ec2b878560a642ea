use std::hash::{DefaultHasher, Hash, Hasher};
use supervise::pure;

#[pure]
fn pure_one(value: &u32) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&raw const *value).hash(&mut hasher);
    hasher.finish()
}

fn main() {}
