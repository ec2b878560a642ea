//! The import stands behind the parameter's first use, and is in force in its whole block.

use supervise::pure;

fn read(n: u32) -> u32 {
    println!("effect");
    n
}

#[pure]
fn pure_one(read: u32) -> u32 {
    let amount = read;
    {
        let done = read(amount);
        use crate::read;
        done
    }
}

fn main() {
    pure_one(1);
}
