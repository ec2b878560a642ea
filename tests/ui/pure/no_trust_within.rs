use supervise::{pure, trust_pure};

#[pure(no_trust)]
mod prices {
    use super::*;

    #[pure]
    pub fn twice(n: u32) -> u32 {
        trust_pure!("it is only a sum", n + n)
    }
}

fn main() {
    prices::twice(1);
}
