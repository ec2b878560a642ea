use supervise::pure;

#[pure]
struct Both {
    a: u32,
    b: u32,
}
impl Default for Both {
    fn default() -> Both {
        println!("effect");
        Both { a: 0, b: 0 }
    }
}

#[pure]
fn pure_one(a: u32) -> Both {
    Both { a, ..Default::default() }
}

fn main() {}
