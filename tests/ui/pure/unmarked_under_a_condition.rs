//! The method that was marked is not there, whichever way that is said.

use supervise::pure;

#[pure]
struct Order;

#[pure]
impl Order {
    #[cfg_attr(all(), cfg(any()))]
    fn save(&self) -> u32 {
        1
    }
}

impl Order {
    fn save(&self) -> u32 {
        println!("effect");
        1
    }
}

#[pure]
fn pure_one(order: &Order) -> u32 {
    order.save()
}

fn main() {
    pure_one(&Order);
}
