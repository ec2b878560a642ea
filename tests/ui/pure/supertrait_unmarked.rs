use std::fmt::Display;
use supervise::pure;

#[pure]
trait Named: Display {}
#[pure]
struct Item;
impl Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        println!("effect");
        f.write_str("item")
    }
}
#[pure]
impl Named for Item {}

#[pure]
fn pure_one(item: &dyn Named) -> String {
    item.to_string()
}

fn main() {}
