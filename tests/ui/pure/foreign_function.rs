use supervise::pure;

unsafe extern "C" {
    safe fn abs(n: i32) -> i32;
}

#[pure]
fn pure_one() -> i32 {
    abs(-1)
}

fn main() {}
