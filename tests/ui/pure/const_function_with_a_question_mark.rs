use supervise::pure;

#[pure]
const fn pure_one(n: Option<u32>) -> Option<u32> {
    Some(n? + 1)
}

fn main() {}
