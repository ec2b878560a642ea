use supervise::pure;

trait Pricing {
    fn price(&self) -> u32;
}

#[pure]
fn pure_one(pricing: &dyn Pricing) -> u32 {
    let _ = pricing;
    1
}

struct Flat;

impl Pricing for Flat {
    fn price(&self) -> u32 {
        1
    }
}

fn main() {
    pure_one(&Flat);
    Flat.price();
}
