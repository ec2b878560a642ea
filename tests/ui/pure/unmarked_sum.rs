use supervise::pure;

#[pure]
struct Total(u32);
impl std::iter::Sum<u32> for Total {
    fn sum<I: Iterator<Item = u32>>(list: I) -> Total {
        println!("effect");
        Total(list.sum())
    }
}

#[pure]
fn pure_one(list: &[u32]) -> Total {
    list.iter().copied().sum()
}

fn main() {}
