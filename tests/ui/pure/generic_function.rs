use supervise::pure;

fn show<T: std::fmt::Debug>(value: T) -> T {
    println!("{value:?}");
    value
}

#[pure]
fn pure_one() -> u32 {
    show::<u32>(1)
}

fn main() {}
