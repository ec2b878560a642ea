use supervise::pure;

fn read(n: u32) -> u32 {
    println!("effect");
    n
}

#[pure]
fn pure_one() -> impl Fn(u32) -> u32 {
    move |n| read(n)
}

fn main() {}
