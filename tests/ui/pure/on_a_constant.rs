use supervise::pure;

#[pure]
const N: u32 = 1;

fn main() {
    let _ = N;
}
