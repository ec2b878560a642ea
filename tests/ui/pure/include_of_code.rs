use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    include!("code.in")
}

fn main() {}
