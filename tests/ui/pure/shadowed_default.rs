use supervise::pure;

trait Default {
    fn default() -> u32;
}
impl Default for u32 {
    fn default() -> u32 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one() -> u32 {
    Default::default()
}

fn main() {}
