use supervise::pure;

#[pure]
const fn pure_one(n: u32) -> u32 {
    n.wrapping_add(1)
}

fn main() {}
