use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    struct Noisy;
    let _ = Noisy;
    1
}

fn main() {}
