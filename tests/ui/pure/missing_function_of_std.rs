use supervise::pure;

#[pure]
fn pure_one() -> usize {
    std::mem::align_of::<u32>()
}

fn main() {}
