use supervise::pure;

#[pure]
struct Item;

impl Item {
    fn read(&self) -> u32 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one(item: &Item) -> u32 {
    item.read()
}

fn main() {}
