use supervise::pure;

#[pure]
fn pure_one(n: u32) -> u32 {
    dbg!(n)
}

fn main() {}
