use supervise::pure;

#[pure]
struct Money(u64);

impl PartialEq for Money {
    fn eq(&self, other: &Money) -> bool {
        println!("effect");
        self.0 == other.0
    }
}

#[pure]
fn pure_one(a: Money, b: Money) -> bool {
    [a].contains(&b)
}

fn main() {
    pure_one(Money(1), Money(2));
}
