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
    Iterator::count(Noisy) + vec![Noisy].into_iter().map(Iterator::count).count()
}

fn main() {
    pure_one();
}
