use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    drop(async { println!("effect") });
    1
}

fn main() {}
