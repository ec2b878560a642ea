use supervise::pure;

#[pure]
trait Price {
    fn price(&self) -> u32 {
        1
    }
}
#[pure]
struct Item;
impl Price for Item {
    fn price(&self) -> u32 {
        println!("effect");
        2
    }
}

#[pure]
fn pure_one(item: &Item) -> u32 {
    item.price()
}

fn main() {}
