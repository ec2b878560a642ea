use supervise::pure;

struct Plain(u32);

#[pure]
fn pure_one(n: u32) -> u32 {
    let plain = Plain(n);
    plain.0
}

fn main() {
    pure_one(1);
}
