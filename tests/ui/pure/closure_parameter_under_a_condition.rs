use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
fn pure_one() -> u32 {
    let go = |n: u32, #[cfg(any())] read: u32| n + read();
    go(1)
}

fn main() {
    pure_one();
}
