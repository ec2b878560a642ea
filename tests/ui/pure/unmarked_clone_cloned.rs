use supervise::pure;

#[pure]
struct Money(u64);

impl Clone for Money {
    fn clone(&self) -> Money {
        println!("effect");
        Money(self.0)
    }
}

#[pure]
fn pure_one(a: &[Money]) -> Vec<Money> {
    a.iter().cloned().collect()
}

fn main() {
    pure_one(&[]);
}
