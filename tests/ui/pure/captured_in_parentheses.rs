//! Parentheses hide no change of what a closure captures.

use supervise::pure;

#[pure]
pub fn count() -> u32 {
    let mut n = 0;
    let mut count = || {
        ((n, _)) = (n + 1, 0);
        n
    };
    count()
}

fn main() {}
