use supervise::pure;

static mut COUNT: u32 = 0;

const fn bump() -> u32 {
    unsafe {
        COUNT += 1;
        COUNT
    }
}

#[pure]
const fn pure_one() -> u32 {
    bump()
}

fn main() {}
