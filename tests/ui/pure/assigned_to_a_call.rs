use supervise::pure;

struct P(u32);

fn noisy(n: u32) -> u32 {
    println!("a side effect");
    n
}

#[pure]
fn pure_one() -> u32 {
    let n;
    noisy(n) = 1;
    n
}

fn main() {
    pure_one();
}
