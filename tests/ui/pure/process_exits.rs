use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    std::process::exit(1)
}

fn main() {}
