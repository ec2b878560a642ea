use supervise::pure;

fn read(n: u32) -> u32 {
    println!("effect");
    n
}

#[pure]
fn pure_one(n: Option<u32>) -> Option<u32> {
    n.map(|n| read(n))
}

fn main() {}
