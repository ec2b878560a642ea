use supervise::pure;

#[pure]
fn pure_one(n: &u32) -> usize {
    n as *const u32 as usize
}

fn main() {
    pure_one(&1);
}
