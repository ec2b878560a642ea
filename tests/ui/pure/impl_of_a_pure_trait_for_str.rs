use supervise::pure;

#[pure]
trait Price {
    fn price(&self) -> u32;
}

impl Price for str {
    fn price(&self) -> u32 {
        println!("side effect");
        1
    }
}

#[pure]
fn cost(what: &str) -> u32 {
    what.price()
}

fn main() {
    cost("pen");
}
