use supervise::pure;

#[pure]
trait Pricing {
    fn price(&self) -> u32;
}

#[pure]
struct Flat;

impl Pricing for Flat {
    fn price(&self) -> u32 {
        println!("effect");
        1
    }
}

fn main() {
    Flat.price();
}
