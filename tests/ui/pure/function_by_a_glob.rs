use supervise::pure;

mod io {
    pub fn read() -> u32 {
        println!("effect");
        1
    }
}
use io::*;

#[pure]
fn pure_one() -> u32 {
    read()
}

fn main() {}
