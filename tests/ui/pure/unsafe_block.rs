use supervise::pure;

#[pure]
fn pure_one(n: &u32) -> u32 {
    unsafe { *std::ptr::from_ref(n) }
}

fn main() {
    pure_one(&1);
}
