//! Where the closure is not, its name is the function's.

use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
fn pure_one() -> u32 {
    #[cfg(any())]
    let read = || 2;
    read()
}

fn main() {
    pure_one();
}
