use supervise::pure;

#[pure]
struct Noisy;

impl Iterator for Noisy {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        println!("a side effect");
        None
    }
}

#[pure]
fn returned() -> Box<dyn Iterator<Item = u32>> {
    Box::new(Noisy)
}

#[pure]
fn kept() -> usize {
    let all: Box<dyn Iterator<Item = u32>> = Box::new(Noisy);
    all.count()
}

#[pure]
fn cast() -> usize {
    (Box::new(Noisy) as Box<dyn Iterator<Item = u32>>).count()
}

fn main() {
    returned();
    kept();
    cast();
}
