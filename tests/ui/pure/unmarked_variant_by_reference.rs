use supervise::pure;

#[derive(PartialEq)]
enum Noisy {
    One,
}

#[pure]
fn pure_one() -> bool {
    let _ = &Noisy::One;
    true
}

fn main() {}
