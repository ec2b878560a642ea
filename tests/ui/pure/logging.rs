use supervise::pure;

macro_rules! info {
    ($($args:tt)*) => { println!($($args)*) };
}

#[pure]
fn pure_one(n: u32) -> u32 {
    info!("{n}");
    n
}

fn main() {}
