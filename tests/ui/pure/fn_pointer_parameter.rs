use supervise::pure;

#[pure]
fn pure_one(f: fn(u32) -> u32) -> u32 {
    f(1)
}

fn main() {
    pure_one(|n| n);
}
