use std::ops::Add;
use supervise::pure;

#[pure]
struct Money(u64);

impl Add<Money> for u64 {
    type Output = u64;
    fn add(self, other: Money) -> u64 {
        println!("effect");
        self + other.0
    }
}

#[pure]
fn pure_one(a: u64, b: Money) -> u64 {
    a + b
}

fn main() {
    pure_one(1, Money(2));
}
