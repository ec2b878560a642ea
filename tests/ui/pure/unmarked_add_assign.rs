use std::ops::AddAssign;
use supervise::pure;

#[pure]
struct Money(u64);

impl AddAssign<u64> for Money {
    fn add_assign(&mut self, other: u64) {
        println!("effect");
        self.0 += other;
    }
}

#[pure]
fn pure_one(mut a: Money) -> Money {
    a += 1;
    a
}

fn main() {
    pure_one(Money(2));
}
