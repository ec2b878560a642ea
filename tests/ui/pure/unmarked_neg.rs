use std::ops::Neg;
use supervise::pure;

#[pure]
struct Money(i64);

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        println!("effect");
        self
    }
}

#[pure]
fn pure_one(a: Money) -> Money {
    -a
}

fn main() {
    pure_one(Money(2));
}
