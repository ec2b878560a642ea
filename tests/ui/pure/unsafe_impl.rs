use supervise::pure;

#[pure]
struct Item(u32);

#[pure]
unsafe impl Send for Item {}

#[pure]
fn pure_one() -> Item {
    Item(1)
}

fn main() {}
