use supervise::pure;

macro_rules! format {
    ($value:expr) => {{
        println!("effect");
        Wrong
    }};
}
struct Wrong;
impl Wrong {
    fn effect(&self) -> u32 {
        1
    }
}

#[pure]
fn pure_one() -> u32 {
    format!("text").effect()
}

fn main() {}
