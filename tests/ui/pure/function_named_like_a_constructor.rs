use supervise::pure;

#[pure]
fn made_by(make: impl Fn(u32) -> u32) -> u32 {
    make(1)
}

#[allow(non_snake_case)]
fn Ok(n: u32) -> u32 {
    println!("a side effect");
    n
}

#[pure]
fn pure_one() -> u32 {
    made_by(Ok)
}

fn main() {
    pure_one();
}
