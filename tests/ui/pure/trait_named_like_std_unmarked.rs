use supervise::pure;

trait Product {
    fn price(&self) -> u32 {
        println!("a side effect");
        1
    }

    fn weight(&self) -> u32;
}

#[pure]
struct Apple;

#[pure]
impl Product for Apple {
    fn weight(&self) -> u32 {
        1
    }
}

#[pure]
fn pure_one() -> u32 {
    Apple.price()
}

fn main() {
    pure_one();
}
