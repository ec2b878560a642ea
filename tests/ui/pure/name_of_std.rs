use supervise::pure;

#[pure]
fn max(a: u32) -> u32 {
    a
}

fn main() {
    max(1);
}
