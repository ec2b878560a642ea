use supervise::pure;

#[pure]
mod rules {
    pub union Either {
        a: u32,
        b: f32,
    }
}

#[pure]
fn pure_one() -> u32 {
    1
}

fn main() {}
