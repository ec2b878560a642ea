use supervise::pure;

#[pure]
fn pure_one() -> u32 {
    let ready = 1;
    ready.await
}

fn main() {}
