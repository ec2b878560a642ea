//! The default of an unmarked trait can't be reached through a marked one.

use supervise::pure;

trait Log {
    fn log(&self) -> u32 {
        println!("effect");
        1
    }
}
#[pure]
trait Price: Log {
    fn price(&self) -> u32 {
        self.log()
    }
}

#[pure]
fn pure_one<T: Price>(value: &T) -> u32 {
    value.price()
}

fn main() {}
