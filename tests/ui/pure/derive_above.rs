//! The derive stands above the mark, so that it is not checked with it.

use supervise::pure;

#[derive(Clone)]
#[pure]
struct Held(u32);

#[pure]
fn pure_one(held: &Held) -> Held {
    held.clone()
}

fn main() {}
