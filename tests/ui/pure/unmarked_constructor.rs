use supervise::pure;

#[pure]
struct Item(u32);

impl Item {
    fn new() -> Item {
        println!("effect");
        Item(1)
    }
}

#[pure]
fn pure_one() -> Item {
    Item::new()
}

fn main() {}
