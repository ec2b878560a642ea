use supervise::pure;

#[pure]
fn pure_one(n: u32) -> f32 {
    unsafe { std::mem::transmute(n) }
}

fn main() {}
