use std::sync::LazyLock;
use supervise::pure;

static FIRST: LazyLock<u32> = LazyLock::new(|| {
    println!("effect");
    1
});

#[pure]
fn pure_one() -> u32 {
    **&FIRST
}

fn main() {}
