//! Before the block it would be of the block around it.

use supervise::pure;

#[pure]
pub fn count() -> u32 {
    let mut n = 0;
    {
        {
            #![cfg(any())]
            n += 1;
        }
        n += 10;
    }
    n
}

fn main() {}
