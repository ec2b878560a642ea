use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: &HashMap<u32, u32>) -> u32 {
    let mut sum = 0;
    sum += map.iter().count() as u32;
    sum
}

fn main() {
    pure_one(&HashMap::new());
}
