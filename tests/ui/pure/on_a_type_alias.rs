use supervise::pure;

#[pure]
type Count = u32;

#[pure]
fn pure_one() -> Count {
    1
}

fn main() {}
