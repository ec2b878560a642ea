use supervise::pure;

fn unmarked(n: u32) -> u32 {
    println!("{n}");
    n
}

#[pure]
fn pure_one(n: u32) -> u32 {
    let f = unmarked;
    f(n)
}

fn main() {
    pure_one(1);
}
