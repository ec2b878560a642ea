use supervise::pure;

#[pure]
#[derive_something]
mod prices {
    pub fn twice(n: u32) -> u32 {
        n * 2
    }
}

fn main() {
    prices::twice(1);
}
