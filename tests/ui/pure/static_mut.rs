use supervise::pure;

static mut COUNT: u32 = 0;

#[pure]
fn pure_one() -> u32 {
    unsafe {
        COUNT += 1;
        COUNT
    }
}

fn main() {}
