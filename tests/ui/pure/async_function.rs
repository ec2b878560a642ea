use supervise::pure;

#[pure]
async fn pure_one(n: u32) -> u32 {
    n
}

fn main() {
    let _ = pure_one(1);
}
