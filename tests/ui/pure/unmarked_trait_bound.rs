use supervise::pure;

trait Pricing {
    fn price(&self) -> u32;
}

#[pure]
fn pure_one<P: Pricing>(pricing: &P) -> u32 {
    pricing.price()
}

#[pure]
struct Flat;

impl Pricing for Flat {
    fn price(&self) -> u32 {
        1
    }
}

fn main() {
    pure_one(&Flat);
}
