use std::time::SystemTime as Moment;
use supervise::pure;

#[pure]
fn pure_one() -> Moment {
    Moment::now()
}

fn main() {}
