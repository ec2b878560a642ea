use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
struct Order;

#[pure]
impl Order {
    fn pure_one(&self, n: u32, #[cfg(any())] read: u32) -> u32 {
        n + read()
    }
}

fn main() {
    Order.pure_one(1);
}
