use supervise::pure;

const EFFECT: fn(u32) -> u32 = |n| {
    println!("{n}");
    n
};

#[pure]
fn pure_one(n: u32) -> u32 {
    (EFFECT)(n)
}

fn main() {
    pure_one(1);
}
