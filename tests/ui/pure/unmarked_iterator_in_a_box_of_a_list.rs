use supervise::pure;

#[pure]
#[derive(Clone)]
struct Noisy;

impl Iterator for Noisy {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        println!("a side effect");
        None
    }
}

#[pure]
fn pure_one() -> usize {
    let mut all = Vec::<Box<dyn Iterator<Item = u32>>>::new();
    all.push(Box::new(Noisy));
    all.into_iter().flatten().count()
}

fn main() {
    pure_one();
}
