use supervise::pure;

macro_rules! method {
    () => {
        fn read(&self) -> u32 {
            println!("effect");
            1
        }
    };
}

#[pure]
struct Item;

#[pure]
impl Item {
    method!();
}

#[pure]
fn pure_one(item: &Item) -> u32 {
    item.read()
}

fn main() {}
