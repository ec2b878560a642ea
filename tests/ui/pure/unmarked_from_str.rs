use std::str::FromStr;
use supervise::pure;

#[pure]
struct Money(u64);

impl FromStr for Money {
    type Err = ();
    fn from_str(_: &str) -> Result<Money, ()> {
        println!("effect");
        Ok(Money(1))
    }
}

#[pure]
fn pure_one(text: &str) -> Option<Money> {
    text.parse().ok()
}

fn main() {
    pure_one("1");
}
