use supervise::pure;

#[pure]
struct Held<T>(T);

#[pure]
fn pure_one(held: Held<std::cell::Cell<u32>>) -> u32 {
    let _ = held;
    1
}

fn main() {}
