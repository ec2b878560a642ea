use supervise::pure;

#[pure]
trait Price {
    fn price(&self) -> u32;
}
impl<T: std::fmt::Debug> Price for T {
    fn price(&self) -> u32 {
        println!("{self:?}");
        1
    }
}

#[pure]
fn pure_one(n: u32) -> u32 {
    n.price()
}

fn main() {}
