use supervise::pure;

#[pure]
fn pure_one(a: &u32, b: &u32) -> bool {
    std::ptr::eq(a, b)
}

fn main() {}
