use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
fn twice(f: impl Fn() -> u32) -> u32 {
    f() + f()
}

#[pure]
fn pure_one() -> u32 {
    twice(read)
}

fn main() {}
