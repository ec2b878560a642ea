use supervise::pure;

#[allow(non_snake_case)]
fn Wrapper(n: u32) -> u32 {
    println!("{n}");
    n
}

#[pure]
fn pure_one(n: u32) -> u32 {
    Wrapper(n)
}

fn main() {
    pure_one(1);
}
