use supervise::pure;

fn read() -> u32 {
    println!("effect");
    1
}

#[pure]
struct Order {
    number: u32,
}

#[pure]
fn pure_one(order: &Order) -> u32 {
    let Order {
        number,
        #[cfg(any())]
        read,
    } = order;
    number + read()
}

fn main() {
    pure_one(&Order { number: 1 });
}
