use supervise::pure;

#[pure]
fn pure_one(all: Box<dyn Iterator<Item = u32>>) -> usize {
    all.count()
}

fn main() {
    let noisy: Box<dyn Iterator<Item = u32>> = Box::new([1].into_iter().inspect(|n| println!("{n}")));
    pure_one(noisy);
}
