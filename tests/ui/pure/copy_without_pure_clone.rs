use supervise::pure;

#[pure]
#[derive(Copy)]
struct Coin(u32);

impl Clone for Coin {
    fn clone(&self) -> Self {
        println!("side effect");
        *self
    }
}

#[pure]
fn twice(coins: &[Coin]) -> Vec<Coin> {
    coins.repeat(2)
}

#[pure]
fn more(mut coins: Vec<Coin>, others: &[Coin]) -> Vec<Coin> {
    coins.extend(others);
    coins
}

fn main() {
    twice(&[]);
    more(Vec::new(), &[]);
}
