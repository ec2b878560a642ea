use supervise::pure;

mod other {
    pub fn read(n: u32) -> u32 {
        println!("{n}");
        n
    }
}
use other::read as harmless;

#[pure]
fn pure_one(n: u32) -> u32 {
    harmless(n)
}

fn main() {
    pure_one(1);
}
