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
fn pure_one(a: &mut Money) -> Money {
    std::mem::take(a)
}

fn main() {
    pure_one(&mut Money(1));
}
