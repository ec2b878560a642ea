use std::cmp::Ordering;
use supervise::pure;

#[pure]
#[derive(PartialEq, Eq)]
struct Money(u64);

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Money) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Money {
    fn cmp(&self, other: &Money) -> Ordering {
        println!("effect");
        self.0.cmp(&other.0)
    }
}

#[pure]
fn pure_one(a: Money, b: Money) -> bool {
    a < b
}

fn main() {
    pure_one(Money(1), Money(2));
}
