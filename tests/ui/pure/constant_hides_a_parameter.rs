#![allow(non_upper_case_globals)]

use supervise::pure;

#[pure]
fn pure_one(go: u32) -> u32 {
    let first = go;
    {
        const go: fn(u32) -> u32 = |n| {
            println!("effect");
            n
        };
        go(first)
    }
}

fn main() {
    pure_one(1);
}
