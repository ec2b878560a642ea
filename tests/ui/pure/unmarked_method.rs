use supervise::pure;

#[pure]
struct Order(u32);

impl Order {
    fn save(&self) {
        println!("{}", self.0);
    }
}

#[pure]
fn pure_one(order: &Order) {
    order.save();
}

fn main() {
    pure_one(&Order(1));
}
