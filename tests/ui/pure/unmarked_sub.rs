use std::ops::Sub;
use supervise::pure;

#[pure]
#[derive(Clone, Copy)]
struct Money(u32);

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        println!("{}", other.0);
        self
    }
}

#[pure]
fn pure_one(a: Money, b: Money) -> Money {
    a - b
}

fn main() {
    pure_one(Money(1), Money(2));
}
