use std::collections::HashMap;
use supervise::pure;

#[pure]
fn pure_one(map: &HashMap<u32, u32>) -> String {
    format!("{map:?}")
}

fn main() {
    pure_one(&HashMap::new());
}
