use supervise::pure;

#[pure]
union Either {
    a: u32,
    b: f32,
}

#[pure]
fn pure_one() -> u32 {
    1
}

fn main() {}
