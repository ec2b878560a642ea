use supervise::pure;

#[pure]
extern "C" fn pure_one() -> u32 {
    1
}

fn main() {}
