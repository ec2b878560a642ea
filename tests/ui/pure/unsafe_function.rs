use supervise::pure;

#[pure]
unsafe fn pure_one() -> u32 {
    1
}

fn main() {}
