use supervise::pure;

#[pure]
struct Item;

#[pure]
impl Item {
    #[tokio::main]
    fn pure_one(&self) -> u32 {
        1
    }
}

fn main() {}
