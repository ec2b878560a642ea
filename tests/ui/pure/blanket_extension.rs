use supervise::pure;

trait Shown: Sized {
    fn map<T>(self, _: T) -> u32 {
        println!("effect");
        1
    }
}
impl<T> Shown for T {}

#[pure]
fn pure_one(n: u32) -> u32 {
    n.map(1)
}

fn main() {}
