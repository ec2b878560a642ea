use std::fmt;
use supervise::pure;

#[pure]
struct Money(u64);

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        println!("effect");
        write!(f, "{}", self.0)
    }
}

#[pure]
fn pure_one(a: Money) -> String {
    a.to_string()
}

fn main() {
    pure_one(Money(1));
}
