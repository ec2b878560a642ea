use supervise::pure;

#[pure]
#[cfg_attr(all(), cfg(any()))]
fn fee() -> u32 {
    1
}

fn fee() -> u32 {
    println!("effect");
    1
}

#[pure]
fn pure_one() -> u32 {
    fee()
}

fn main() {
    pure_one();
}
