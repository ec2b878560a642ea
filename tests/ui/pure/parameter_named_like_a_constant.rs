use supervise::pure;

const LIMIT: fn(u32) -> u32 = |n| {
    println!("a side effect");
    n
};

#[pure]
fn pure_one() -> u32 {
    let LIMIT = |n: u32| n;
    LIMIT(1)
}

fn main() {
    pure_one();
}
