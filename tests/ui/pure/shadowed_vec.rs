use supervise::pure;

struct Vec;
impl Vec {
    fn new() -> Vec {
        println!("effect");
        Vec
    }
}

#[pure]
fn pure_one() -> u32 {
    let _ = Vec::new();
    1
}

fn main() {}
