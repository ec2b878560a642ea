use supervise::pure;

#[pure]
struct Item;

#[pure]
impl Item {
    #[tokio::main]
    const ONE: u32 = 1;

    fn pure_one(&self) -> u32 {
        Self::ONE
    }
}

fn main() {}
