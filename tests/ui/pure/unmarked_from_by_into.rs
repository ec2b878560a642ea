use supervise::pure;

#[pure]
struct Money(u64);

impl From<u64> for Money {
    fn from(n: u64) -> Money {
        println!("effect");
        Money(n)
    }
}

#[pure]
fn pure_one(n: u64) -> Money {
    n.into()
}

fn main() {
    pure_one(1);
}
