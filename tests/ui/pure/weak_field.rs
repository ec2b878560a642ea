use supervise::pure;

#[pure]
struct Held {
    parent: std::rc::Weak<u32>,
}

#[pure]
fn pure_one(held: &Held) -> u32 {
    let _ = held;
    1
}

fn main() {}
