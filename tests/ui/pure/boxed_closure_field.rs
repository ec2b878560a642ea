use supervise::pure;

#[pure]
struct Held {
    read: Box<dyn Fn() -> u32>,
}

#[pure]
fn pure_one(held: &Held) -> u32 {
    (held.read)()
}

fn main() {}
