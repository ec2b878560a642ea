use supervise::pure;

#[pure]
fn pure_one(pair: (std::cell::Cell<u32>, &dyn Fn() -> u32)) -> u32 {
    (pair.1)()
}

fn main() {}
