use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
fn pure_one() -> usize {
    let list = &[Read(1), Read(2)];
    list.len()
}

#[allow(non_snake_case)]
fn Read(n: u32) -> u32 {
    println!("effect");
    read() + n
}

fn main() {}
