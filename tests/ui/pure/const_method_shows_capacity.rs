use supervise::pure;

#[pure]
struct Names(Vec<u32>);

#[pure]
impl Names {
    const fn pure_one(&self) -> usize {
        self.0.capacity()
    }
}

fn main() {}
