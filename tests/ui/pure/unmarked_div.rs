use std::ops::Div;
use supervise::pure;

#[pure]
#[derive(Clone, Copy)]
struct Money(u32);

impl Div for Money {
    type Output = Money;
    fn div(self, other: Money) -> Money {
        println!("{}", other.0);
        self
    }
}

#[pure]
fn pure_one(a: Money, b: Money) -> Money {
    a / b
}

fn main() {
    pure_one(Money(1), Money(2));
}
