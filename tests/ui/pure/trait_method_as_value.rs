use supervise::pure;

trait Log {
    fn log(self) -> u32;
}
impl Log for u32 {
    fn log(self) -> u32 {
        println!("effect");
        self
    }
}

#[pure]
fn pure_one(n: Option<u32>) -> Option<u32> {
    n.map(Log::log)
}

fn main() {}
