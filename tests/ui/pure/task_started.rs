use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    tokio::spawn(async { 1 });
    1
}

fn main() {}
