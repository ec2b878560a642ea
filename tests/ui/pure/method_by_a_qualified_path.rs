use supervise::pure;

trait Log {
    fn log(&self) -> u32;
}
impl Log for u32 {
    fn log(&self) -> u32 {
        println!("effect");
        *self
    }
}

#[pure]
fn pure_one(n: u32) -> u32 {
    <u32 as Log>::log(&n)
}

fn main() {}
