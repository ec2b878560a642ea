use supervise::{pure, trust_pure};

#[pure(no_trust)]
fn pure_one(n: u32) -> u32 {
    trust_pure!("it is harmless", n + 1)
}

fn main() {
    pure_one(trust_pure!("outside it is a plain expression", 1));
}
