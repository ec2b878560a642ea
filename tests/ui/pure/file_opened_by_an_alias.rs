use std::fs::File as Text;
use supervise::pure;

#[pure]
fn pure_one() -> bool {
    Text::open("x").is_ok()
}

fn main() {}
