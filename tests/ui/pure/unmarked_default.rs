use supervise::pure;

#[pure]
struct Money(u64);

impl Default for Money {
    fn default() -> Money {
        println!("effect");
        Money(1)
    }
}

#[pure]
fn pure_one(a: Option<Money>) -> Money {
    a.unwrap_or_default()
}

fn main() {
    pure_one(None);
}
