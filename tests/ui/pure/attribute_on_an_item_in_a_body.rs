//! An attribute could make another item of it, which hides a local name.

use supervise::pure;

#[pure]
fn pure_one(go: &dyn Fn(u32) -> u32) -> u32 {
    #[tokio::test]
    const ONE: u32 = 1;
    go(ONE)
}

fn main() {
    pure_one(&|n| n);
}
