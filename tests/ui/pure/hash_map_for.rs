use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: &HashMap<u32, u32>) -> u32 {
    let mut sum = 0;
    for (_, v) in map {
        sum += v;
    }
    sum
}

fn main() {
    pure_one(&HashMap::new());
}
