use std::ops::BitAnd;
use supervise::pure;

#[pure]
#[derive(Clone, Copy)]
struct Money(u32);

impl BitAnd for Money {
    type Output = Money;
    fn bitand(self, other: Money) -> Money {
        println!("{}", other.0);
        self
    }
}

#[pure]
fn pure_one(a: Money, b: Money) -> Money {
    a & b
}

fn main() {
    pure_one(Money(1), Money(2));
}
