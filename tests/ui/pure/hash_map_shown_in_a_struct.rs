use std::collections::HashMap;
use supervise::pure;

#[pure]
#[derive(Debug)]
struct Held {
    map: HashMap<u32, u32>,
}

#[pure]
fn pure_one(held: &Held) -> String {
    format!("{held:?}")
}

fn main() {}
