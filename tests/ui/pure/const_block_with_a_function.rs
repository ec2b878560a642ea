use supervise::pure;

fn effect(n: u32) -> u32 {
    println!("{n}");
    n
}

#[pure]
fn pure_one(n: u32) -> u32 {
    (const { effect as fn(u32) -> u32 })(n)
}

fn main() {
    pure_one(1);
}
